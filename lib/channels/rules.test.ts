import { describe, expect, test } from "vitest";
import { kindOf, promotionRefusalText, refusalOf, rotate, type Candidate } from "./rules.ts";

const good: Candidate = { id: "b", status: "published", testsPassed: true, expiredAt: null, isRevoked: false };

describe("may a build be promoted", () => {
  test("a published, tested, valid build may", () => expect(refusalOf(good, "a")).toBeNull());
  test("so may one where nothing is latest", () => expect(refusalOf(good, null)).toBeNull());
  test.each([
    ["not-published", { status: "testing" }],
    ["not-published", { status: "failed" }],
    ["not-published", { status: "cancelled" }],
    ["tests-not-passed", { testsPassed: false }],
    ["tests-not-passed", { testsPassed: null }],
    ["revoked", { isRevoked: true }],
    ["expired", { expiredAt: new Date() }],
    ["already-latest", { id: "a" }],
  ] as const)("%s: %o", (reason, change) => {
    expect(refusalOf({ ...good, ...change }, "a")).toBe(reason);
    expect(promotionRefusalText[reason]).toMatch(/\.$/);
  });
});

describe("rotation", () => {
  test.each([
    ["the first promotion", { latest: null, prev: null }, "a", { latest: "a", prev: null }],
    ["the second", { latest: "a", prev: null }, "b", { latest: "b", prev: "a" }],
    ["the third hides the first", { latest: "b", prev: "a" }, "c", { latest: "c", prev: "b" }],
    ["back to prev exchanges the two", { latest: "b", prev: "a" }, "a", { latest: "a", prev: "b" }],
    ["after a revocation of latest, prev stays", { latest: null, prev: "a" }, "c", { latest: "c", prev: "a" }],
    ["after a revocation of latest, prev may move up", { latest: null, prev: "a" }, "a", { latest: "a", prev: null }],
  ])("%s", (_what, before, promoted, after) => expect(rotate(before, promoted)).toEqual(after));
});

test("a promotion to an older build than the last one is a roll-back", () => {
  const [older, newer] = [new Date(1_000), new Date(2_000)];
  expect([kindOf(newer, null), kindOf(newer, older), kindOf(older, newer)]).toEqual(["first", "promotion", "rollback"]);
});
