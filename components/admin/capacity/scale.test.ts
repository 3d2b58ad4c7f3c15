import { describe, expect, test } from "vitest";
import type { Capacity } from "#lib/capacity/schema.ts";
import { canvas, curvesOf } from "./scale.ts";

const now = new Date("2026-12-02T10:00:00Z");
const gib = 2 ** 30;
const history = Array.from({ length: 31 }, (_, at) => ({ day: new Date(now.getTime() - (30 - at) * 86_400_000), bytes: at * gib }));
const capacity = (changes: Partial<Capacity> = {}): Capacity => ({ usedBytes: 30 * gib, images: [], imageCount: 0, disk: { freeBytes: 500 * gib, totalBytes: 1000 * gib }, history, growthPerDay: gib, fullOn: null, ...changes });
const points = (path: string | null) => (path ?? "").slice(1).split("L").map((pair) => pair.split(",").map(Number));

describe("the curves of the disk", () => {
  const curves = curvesOf(capacity(), now);

  test("the past ends in the middle, where the forecast begins and goes on at the same rate", () => {
    const [past, future] = [points(curves.held), points(curves.forecast)];
    expect(past[0]).toEqual([0, canvas.height]);
    expect(past.at(-1)).toEqual(future[0]);
    expect(future[0]?.[0]).toBe(canvas.width / 2);
    expect(future[0]![1]! - future[1]![1]!).toBeCloseTo(past[0]![1]! - past.at(-1)![1]!, 1);
  });

  test("the levels begin at nothing and lie at equal distances, in one unit", () => {
    expect(curves.levels).toEqual(["60 GiB", "40 GiB", "20 GiB", "0 GiB"]);
    expect(curves.days.map((day) => day.toISOString().slice(0, 10))).toEqual(["2026-11-02", "2026-11-17", "2026-12-02", "2026-12-17", "2027-01-01"]);
  });

  test("the full disk is a line only where the curve comes near it", () => {
    expect(curves.full).toBeNull();
    const near = curvesOf(capacity({ disk: { freeBytes: 40 * gib, totalBytes: 1000 * gib } }), now);
    expect(near.full).toBeGreaterThan(0);
    expect(near.full).toBeLessThan(points(near.held).at(-1)![1]!);
  });

  test("without a known growth there is no forecast, and an empty store has curves all the same", () => {
    expect(curvesOf(capacity({ growthPerDay: null }), now).forecast).toBeNull();
    const empty = curvesOf(capacity({ usedBytes: 0, growthPerDay: null, history: history.map(({ day }) => ({ day, bytes: 0 })) }), now);
    expect(points(empty.held).every(([, y]) => y === canvas.height)).toBe(true);
  });

  test("a store that shrinks does not fall below nothing", () => expect(points(curvesOf(capacity({ growthPerDay: -5 * gib }), now).forecast)[1]?.[1]).toBe(canvas.height));
});
