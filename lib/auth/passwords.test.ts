import { expect, test } from "vitest";
import { hashPassword, most, verifyPassword } from "./passwords.ts";

test("a password fits its own hash alone, and two hashes of it differ", async () => {
  const [first, second] = await Promise.all([hashPassword("correct horse battery"), hashPassword("correct horse battery")]);
  expect(first).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  expect(first).not.toBe(second);
  expect(await verifyPassword(first, "correct horse battery")).toBe(true);
  expect(await verifyPassword(first, "correct horse batterY")).toBe(false);
});

// Counted in the processor time of this process, which other work on the machine does not change.
test("without a hash nothing fits, and that is as much work", async () => {
  const hash = await hashPassword("correct horse battery");
  await verifyPassword(null, "warm up");
  const spent = { known: 0, unknown: 0 };
  for (let n = 0; n < 12; n++) {
    const kind = n % 2 ? "known" : "unknown";
    const start = process.cpuUsage();
    expect(await verifyPassword(kind === "known" ? hash : null, "wrong")).toBe(false);
    const { user, system } = process.cpuUsage(start);
    spent[kind] += user + system;
  }
  expect(spent.unknown / spent.known).toBeGreaterThan(0.4);
  expect(spent.unknown / spent.known).toBeLessThan(2.5);
});

test("a flood is refused beyond a short line, and the line is served", async () => {
  const results = await Promise.allSettled(Array.from({ length: 60 }, () => hashPassword("x")));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(most.running + most.waiting);
  const refused = results.find(({ status }) => status === "rejected");
  expect(refused).toMatchObject({ reason: { code: "too-many-requests" } });
  await expect(hashPassword("x")).resolves.toContain("argon2id");
});

test("a known browser is served in the middle of a flood of strangers", async () => {
  const hash = await hashPassword("correct horse battery");
  const flood = Promise.allSettled(Array.from({ length: 60 }, () => verifyPassword(null, "x")));
  expect(await verifyPassword(hash, "correct horse battery", true)).toBe(true);
  await flood;
});
