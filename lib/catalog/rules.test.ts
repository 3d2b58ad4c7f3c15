import { describe, expect, it } from "vitest";
import { conditionOf, searchWords } from "./rules.ts";

describe("the condition of an image", () => {
  const now = new Date("2026-11-23T12:00:00Z");
  const facts = { isRetired: false, wasPromoted: true, publishedAt: new Date("2026-11-20T12:00:00Z"), refreshDays: 31 };

  it("is current within its refresh interval", () => expect(conditionOf(facts, now)).toBe("current"));
  it("is still current in the day of grace", () => expect(conditionOf({ ...facts, publishedAt: new Date("2026-10-22T12:00:00Z") }, now)).toBe("current"));
  it("is stale after that", () => expect(conditionOf({ ...facts, publishedAt: new Date("2026-10-22T11:59:59Z") }, now)).toBe("stale"));
  it("is withdrawn when nothing took the place of a promoted build", () => expect(conditionOf({ ...facts, publishedAt: null }, now)).toBe("withdrawn"));
  it("is unbuilt before the first promotion", () => expect(conditionOf({ ...facts, publishedAt: null, wasPromoted: false }, now)).toBe("unbuilt"));
  it("is retired whatever its builds are", () => expect(conditionOf({ ...facts, isRetired: true }, now)).toBe("retired"));
});

describe("the words of a search", () => {
  it("are lower case and each once", () => expect(searchWords("  Debian 12 debian ")).toEqual(["debian", "12"]));
  it("are eight at most", () => expect(searchWords("a b c d e f g h i j")).toHaveLength(8));
  it("are none for an empty search", () => expect(searchWords("  ")).toEqual([]));
});
