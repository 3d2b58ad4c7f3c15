import { expect, test } from "vitest";
import { bodyOf, mailOf, subjectOf } from "./message.ts";
import { nextAttemptAt } from "./rules.ts";
import { addSubscriptionSchema, deliveryQuerySchema, problemOfUrl } from "./schema.ts";

test("waits double up to four hours, with a fifth of jitter, and end after a day", () => {
  const began = new Date("2026-11-26T00:00:00Z");
  let now = began;
  const waits: number[] = [];
  for (let attempt = 1; attempt < 100; attempt += 1) {
    const next = nextAttemptAt(attempt, began, now, 0.5);
    if (!next) break;
    waits.push((next.getTime() - now.getTime()) / 1_000);
    now = next;
  }
  expect(waits.slice(0, 4)).toEqual([30, 60, 120, 240]);
  expect(Math.max(...waits)).toBe(4 * 3_600);
  expect(waits.reduce((sum, wait) => sum + wait)).toBeGreaterThan(20 * 3_600);
  expect(waits.reduce((sum, wait) => sum + wait)).toBeLessThanOrEqual(24 * 3_600);
  expect([0, 0.999].map((random) => (nextAttemptAt(1, began, began, random)!.getTime() - began.getTime()) / 1_000)).toEqual([24, expect.closeTo(36, 0)]);
});

test.each([
  ["https://hooks.example/x?y=z", null],
  ["http://localhost:8080/", null],
  ["http://127.0.0.1/", null],
  ["http://hooks.example/", /https/],
  ["ftp://hooks.example/", /https:/],
  ["hooks.example", /https:/],
  ["https://user:secret@hooks.example/", /user name and password/],
  ["https://hooks.example/#x", /never sent/],
])("%s", (url, problem) => (problem ? expect(problemOfUrl(url)).toMatch(problem) : expect(problemOfUrl(url)).toBeNull()));

test("a form collects its ticked events and names of images", () => {
  const form = { kind: "webhook", name: "Ops", target: "https://hooks.example/", "event:promoted": "on", "event:revoked": "on", images: "Standard_A, Standard_B\nStandard_C" };
  expect(addSubscriptionSchema.parse(form)).toEqual({ kind: "webhook", name: "Ops", target: "https://hooks.example/", events: ["promoted", "revoked"], images: ["Standard_A", "Standard_B", "Standard_C"] });
  expect(addSubscriptionSchema.safeParse({ kind: "email", name: "", target: "two@x.example, three@x.example", "event:test": "on" }).error!.issues.map(({ path }) => path[0])).toEqual(["target", "name", "events"]);
  expect(addSubscriptionSchema.safeParse({ kind: "pigeon" }).success).toBe(false);
});

test("a query of the log leaves out what does not fit", () => {
  expect(deliveryQuerySchema.parse({ state: ["given_up", "x"], event: "no", to: "1", before: "yesterday" })).toEqual({ state: "given_up" });
});

test("a message has the same bytes each time, and a mail's subject is one line", () => {
  const event = { kind: "build_failed" as const, at: new Date("2026-11-26T00:00:00Z"), data: { image: "Standard_Debian_12", version: "20261126-1", stage: "testing", reason: "no\r\nBcc: x@y.example" } };
  const body = bodyOf(event, "https://images.example");
  expect(bodyOf(event, "https://images.example")).toBe(body);
  expect(JSON.parse(body)).toMatchObject({ type: "build.failed", timestamp: "2026-11-26T00:00:00.000Z", data: { image: "Standard_Debian_12", url: "https://images.example/images/Standard_Debian_12/20261126-1" } });
  const mail = mailOf(event, "https://images.example");
  expect(mail.subject).toBe("A build has failed: Standard_Debian_12 20261126-1");
  expect(mailOf({ ...event, kind: "schedule_paused", data: { reason: "a\nb" } }, "").subject).toBe("Scheduled builds were paused: a b");
  expect(subjectOf({ data: {} })).toBe("");
});
