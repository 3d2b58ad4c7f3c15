import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./passwords.ts";

test("a password fits its own hash alone, and two hashes of it differ", async () => {
  const [first, second] = await Promise.all([hashPassword("correct horse battery"), hashPassword("correct horse battery")]);
  expect(first).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  expect(first).not.toBe(second);
  expect(await verifyPassword(first, "correct horse battery")).toBe(true);
  expect(await verifyPassword(first, "correct horse batterY")).toBe(false);
});

test("without a hash nothing fits, and that takes as long", async () => {
  const hash = await hashPassword("correct horse battery");
  await verifyPassword(null, "warm up");
  const time = async (compared: string | null) => {
    const start = performance.now();
    for (let n = 0; n < 5; n++) expect(await verifyPassword(compared, "wrong")).toBe(false);
    return performance.now() - start;
  };
  const [known, unknown] = [await time(hash), await time(null)];
  expect(unknown / known).toBeGreaterThan(0.4);
  expect(unknown / known).toBeLessThan(2.5);
});

test("a flood is refused beyond a short line, and the line is served", async () => {
  const results = await Promise.allSettled(Array.from({ length: 60 }, () => hashPassword("x")));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(32);
  const refused = results.find(({ status }) => status === "rejected");
  expect(refused).toMatchObject({ reason: { code: "too-many-requests" } });
  await expect(hashPassword("x")).resolves.toContain("argon2id");
});
