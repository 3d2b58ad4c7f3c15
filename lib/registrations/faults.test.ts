import { afterAll, beforeAll, expect, test } from "vitest";
import { insertImage } from "#lib/channels/testing.ts";
import { promote } from "#lib/channels/mutations.ts";
import { db } from "#lib/db.ts";
import type { Fault } from "#lib/glance/faulty-proxy.ts";
import { openGlance } from "#lib/glance/open.ts";
import { createLogger } from "#lib/log.ts";
import { reconcile } from "./reconcile.ts";
import { readStatus } from "./status/data.ts";
import { insertRegistrable, linesOf, startCloudTest, testActor, type CloudTest } from "./testing.ts";

// A cloud that fails in every way during a promotion: customers keep their `_latest`, the admin reads what is wrong, and the
// next look finishes the work.

const image = "Standard_Faulty";
let place: CloudTest;
let imageId: string;
let day = 1;

beforeAll(async () => {
  place = await startCloudTest();
  imageId = await insertImage(db, image);
  await nextBuild();
  expect((await reconcile(place.reconciler)).failures).toEqual([]);
}, 120_000);
afterAll(() => place.stop());

async function nextBuild(): Promise<string> {
  const version = `202601${String(day++).padStart(2, "0")}-1`;
  await insertRegistrable(db, place.bytes, imageId, version, { size: 512 * 1024 });
  await promote(testActor, { imageName: image, version });
  return version;
}

const faults: [string, string, Fault, string][] = [
  ["answers 500 to changes", "PATCH", { status: 500 }, "unavailable"],
  ["answers 503 to new images", "POST", { status: 503 }, "unavailable"],
  ["answers 409 to changes", "PATCH", { status: 409 }, "conflict"],
  ["answers 413 to uploads", "PUT", { status: 413 }, "refused"],
  ["answers 500 to lists", "GET", { status: 500 }, "unavailable"],
  ["hangs on changes", "PATCH", "hang", "timeout"],
  ["hangs on uploads", "PUT", "hang", "timeout"],
  ["drops the connection halfway through an upload", "PUT", "cut-request", "unavailable"],
  ["loses every token", "PATCH", { status: 401 }, "unauthorized"],
];

test.each(faults)("a cloud that %s", async (_title, method, fault, code) => {
  const before = Object.entries(await linesOf(place.direct, image)).find(([, name]) => name === "latest")?.[0];
  const version = await nextBuild();
  place.proxy.decide = (call) => (call.method === method ? fault : "pass");
  const impatient = openGlance(place.config, { patience: { timeoutMs: 3_000, storeMs: 3_000, attempts: 1 } });
  const failed = await reconcile(fault === "hang" ? { ...place.reconciler, glance: impatient } : place.reconciler);
  expect(failed).toMatchObject({ outcome: "failed", failures: [{ code }] });
  expect(await linesOf(place.direct, image)).toMatchObject({ [before!]: "latest" });
  const row = await db.cloud.findFirstOrThrow();
  expect(row).toMatchObject({ errorCode: code, errorMessage: expect.any(String), failingSince: expect.any(Date) });
  expect(row.errorMessage).not.toContain(place.project.password);

  place.proxy.decide = () => "pass";
  expect((await reconcile(place.reconciler)).failures).toEqual([]);
  const after = await linesOf(place.direct, image);
  expect(after).toMatchObject({ [version]: "latest", [before!]: "prev" });
  expect(Object.values(after).filter((name) => !name.endsWith("(hidden)"))).toHaveLength(2);
  expect(Object.keys(after)).toHaveLength(day - 1);
  expect(await db.cloud.findFirst()).toMatchObject({ errorCode: null, failingSince: null, pendingSteps: 0 });
});

test("a swap that stands still between its two halves is an alarm until it is over, and its whole time is counted", async () => {
  const version = await nextBuild();
  let changes = 0;
  // The first change of `_latest` comes through, the next one, which takes the name from the old image, does not.
  place.proxy.decide = ({ method }) => (method === "PATCH" && (changes += 1) > 2 ? { status: 500 } : "pass");
  const failed = await reconcile(place.reconciler);
  expect(failed).toMatchObject({ outcome: "failed", failures: [{ code: "unavailable" }], windowsMs: [] });
  expect(Object.values(await linesOf(place.direct, image)).filter((name) => name === "latest")).toHaveLength(2);
  const at = (seconds: number) => readStatus(new Date(Date.now() + seconds * 1_000));
  expect((await at(0)).clouds[0]).toMatchObject({ openWindow: null, state: "broken" });
  const alarm = await at(60);
  expect(alarm.clouds[0]).toMatchObject({ state: "broken", openWindow: { line: image, since: expect.any(Date) } });
  expect(alarm.open).toBe(1 + alarm.findings.filter(({ endedAt }) => endedAt === null).length);
  // It stays one while the cloud does not even answer.
  place.proxy.decide = () => ({ status: 500 });
  await reconcile(place.reconciler);
  expect((await at(60)).clouds[0]?.openWindow).toMatchObject({ line: image });

  place.proxy.decide = () => "pass";
  const closed = await reconcile(place.reconciler);
  expect(closed.failures).toEqual([]);
  const { since } = alarm.clouds[0]!.openWindow!;
  expect(closed.windowsMs).toEqual([expect.closeTo(Date.now() - since.getTime(), -4)]);
  expect((await linesOf(place.direct, image))[version]).toBe("latest");
  const after = (await at(60)).clouds[0]!;
  expect(after.openWindow).toBeNull();
  expect(after.longestWindowMs).toBeGreaterThanOrEqual(Math.floor(closed.windowsMs[0]!));
});

test("bytes that are gone from our storage are told from a cloud that fails; the line waits, others go on", async () => {
  const otherId = await insertImage(db, "Standard_Sound");
  const version = await nextBuild();
  const row = await db.artifact.findFirstOrThrow({ where: { kind: "qcow2", build: { version, imageId } } });
  const kept = place.bytes.get(row.storageKey)!;
  place.bytes.set(row.storageKey, kept.subarray(0, 1_000));
  await insertRegistrable(db, place.bytes, otherId, "20260101-1");
  await promote(testActor, { imageName: "Standard_Sound", version: "20260101-1" });
  expect(await reconcile(place.reconciler)).toMatchObject({ outcome: "failed", failures: [{ line: image, code: "source-lost" }] });
  expect(await linesOf(place.direct, "Standard_Sound")).toEqual({ "20260101-1": "latest" });
  expect(await db.glanceRegistration.findFirst({ where: { build: { version, imageId } } })).toMatchObject({ state: "failed", lastError: expect.stringContaining("1000 bytes") });
  // It stays so at the next attempt, and its reason is told of it alone: the others of its line only wait.
  await reconcile(place.reconciler);
  expect(await db.glanceRegistration.findMany({ where: { state: "failed" }, select: { build: { select: { version: true } } } })).toEqual([{ build: { version } }]);
  place.bytes.set(row.storageKey, kept);
  expect((await reconcile(place.reconciler)).failures).toEqual([]);
});

test("bytes that arrive changed are never shown, and are sent again", async () => {
  const version = await nextBuild();
  const row = await db.artifact.findFirstOrThrow({ where: { kind: "qcow2", build: { version, imageId } } });
  const kept = place.bytes.get(row.storageKey)!;
  place.bytes.set(row.storageKey, Buffer.alloc(kept.length));
  expect(await reconcile(place.reconciler)).toMatchObject({ failures: [{ line: image, code: "wrong-bytes" }] });
  expect((await linesOf(place.direct, image))[version]).toBe(`${version} (hidden)`);
  place.bytes.set(row.storageKey, kept);
  expect((await reconcile(place.reconciler)).failures).toEqual([]);
  expect((await linesOf(place.direct, image))[version]).toBe("latest");
});

test("what is logged holds neither password nor token", async () => {
  const lines: string[] = [];
  const log = createLogger("test", "trace");
  const stream = log as unknown as Record<symbol, { write: (line: string) => void }>;
  const symbol = Object.getOwnPropertySymbols(log).find(({ description }) => description === "pino.stream")!;
  stream[symbol] = { write: (line) => void lines.push(line) };
  await nextBuild();
  place.proxy.decide = ({ method }) => (method === "PATCH" ? { status: 500 } : "pass");
  await reconcile({ ...place.reconciler, log });
  place.proxy.decide = () => "pass";
  await reconcile({ ...place.reconciler, log });
  expect(lines.join("")).toContain("a step failed");
  expect(lines.join("")).toContain("cloud changed");
  expect(lines.join("")).not.toContain(place.project.password);
  expect(lines.join("")).not.toMatch(/gAAAAA/);
});
