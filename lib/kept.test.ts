import { beforeEach, expect, test, vi } from "vitest";

const fresh = async () => {
  vi.resetModules();
  delete (globalThis as { imageFactoryKept?: unknown }).imageFactoryKept;
  return import("./kept.ts");
};
let made = 0;
const make = async () => (made += 1);
beforeEach(() => (made = 0));

test("a process that hears of no changes keeps nothing", async () => {
  const { forgetKept, keptUntilNews } = await fresh();
  forgetKept();
  await keptUntilNews("a", make);
  expect(await keptUntilNews("a", make)).toBe(2);
});

test("a value is made once until the catalog changes; what else is kept goes with it", async () => {
  const { beginKeeping, forgetKept, keptUntilNews } = await fresh();
  let emptied = 0;
  beginKeeping(() => (emptied += 1));
  expect(await Promise.all([keptUntilNews("a", make), keptUntilNews("a", make)])).toEqual([1, 1]);
  expect(emptied).toBe(0);
  forgetKept();
  expect(emptied).toBe(1);
  expect(await keptUntilNews("a", make)).toBe(2);
});

test("a failure is not kept", async () => {
  const { beginKeeping, keptUntilNews } = await fresh();
  beginKeeping(() => undefined);
  await expect(keptUntilNews("a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(await keptUntilNews("a", make)).toBe(1);
});
