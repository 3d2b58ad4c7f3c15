import { describe, expect, test } from "vitest";
import { addressesOf, afterRevocation, feedsOf, isBlocker, movesOf } from "./rules.ts";
import { rotate } from "../rules.ts";

const versions = new Map([["a", "20261101-1"], ["b", "20261102-1"], ["c", "20261103-1"]]);
const told = (before: Parameters<typeof movesOf>[0], after: Parameters<typeof movesOf>[0], revoked: string | null = null) =>
  movesOf(before, after, versions, revoked).map(({ buildId, before: was, after: is }) => `${buildId}: ${was} → ${is}`);

describe("moves", () => {
  const now = { latest: "b", prev: "a" };
  test("a promotion moves three builds", () => expect(told(now, rotate(now, "c"))).toEqual(["c: hidden → latest", "b: latest → prev", "a: prev → hidden"]));
  test("a roll-back to prev exchanges two", () => expect(told(now, rotate(now, "a"))).toEqual(["a: prev → latest", "b: latest → prev"]));
  test("the first promotion moves one", () => expect(told({ latest: null, prev: null }, { latest: "a", prev: null })).toEqual(["a: hidden → latest"]));
  test.each([
    ["latest, nothing follows", "b", null, ["b: latest → revoked"]],
    ["latest, another follows", "b", "c", ["c: hidden → latest", "b: latest → revoked"]],
    ["latest, prev follows", "b", "a", ["a: prev → latest", "b: latest → revoked"]],
    ["prev", "a", null, ["a: prev → revoked"]],
    ["a hidden one", "c", null, ["c: hidden → revoked"]],
  ])("a revocation of %s", (_what, revoked, successor, expected) => expect(told(now, afterRevocation(now, revoked, successor), revoked)).toEqual(expected));
});

test("addresses of channels lead elsewhere, or nowhere", () => {
  const now = { latest: "b", prev: "a" };
  expect(addressesOf("Standard_X", now, rotate(now, "c"), versions)).toEqual([
    { address: "/download/Standard_X/latest/", before: "20261102-1", after: "20261103-1" },
    { address: "/api/v1/resolve/Standard_X_latest", before: "20261102-1", after: "20261103-1" },
    { address: "/download/Standard_X/prev/", before: "20261101-1", after: "20261102-1" },
    { address: "/api/v1/resolve/Standard_X_prev", before: "20261101-1", after: "20261102-1" },
  ]);
  expect(addressesOf("Standard_X", now, afterRevocation(now, "b", null), versions).map(({ after }) => after)).toEqual([null, null]);
  expect(addressesOf("Standard_X", now, now, versions)).toEqual([]);
});

test("high and critical issues block", () => expect((["low", "medium", "high", "critical"] as const).filter((severity) => isBlocker({ severity }))).toEqual(["high", "critical"]));

describe("feeds", () => {
  const now = { latest: "b", prev: "a" };
  const common = ["/feeds/all.atom", "/feeds/images/Standard_A.atom"];
  const [latest, prev, security] = ["/feeds/channels/latest.atom", "/feeds/channels/prev.atom", "/feeds/security.atom"];
  const feeds = (after: typeof now | { latest: string | null; prev: string | null }, revoked: string | null = null) => feedsOf("Standard_A", movesOf(now, after, versions, revoked));
  test("a promotion is told of latest and prev", () => expect(feeds(rotate(now, "c"))).toEqual([...common, latest, prev]));
  test.each([
    ["latest, nothing follows", "b", null, [latest, security]],
    ["latest, prev follows", "b", "a", [latest, security]],
    ["prev", "a", null, [prev, security]],
    ["a hidden one", "c", null, [security]],
  ])("a revocation of %s", (_what, revoked, successor, expected) => expect(feeds(afterRevocation(now, revoked, successor), revoked)).toEqual([...common, ...expected]));
  test("what changes nothing is told nowhere", () => expect(feeds(now)).toEqual([]));
});
