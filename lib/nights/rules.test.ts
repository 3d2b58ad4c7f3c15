import { describe, expect, test } from "vitest";
import { gridOf, lastNights, nightCount, type NightEntry } from "./rules.ts";

const days = lastNights(new Date("2026-12-02T00:30:00Z"));
const entry = (image: string, back: number, status: NightEntry["status"]): NightEntry => ({ image, day: days[back]!, version: `2026-${back}`, status, isRevoked: false, builds: 1 });

test("the nights are days of UTC, the present one first, over the end of a month", () => {
  expect(days).toHaveLength(nightCount);
  expect(days.slice(0, 3)).toEqual(["2026-12-02", "2026-12-01", "2026-11-30"]);
});

describe("the grid", () => {
  const entries = [entry("A", 0, "published"), entry("B", 3, "failed"), entry("C", 0, "failed"), entry("C", 13, "published"), entry("D", 0, "testing"), entry("D", 1, "cancelled")];
  const grid = gridOf(["A", "B", "C", "D", "E"], entries, days, "all");

  test("puts each build into its cell and leaves the others empty", () => {
    const row = grid.rows.find(({ image }) => image === "C")!;
    expect(row.cells.map((cell) => cell?.status ?? null)).toEqual(["failed", ...Array(12).fill(null), "published"]);
  });

  test("shows first what failed last, then by name", () => expect(grid.rows.map(({ image }) => image)).toEqual(["C", "B", "A", "D", "E"]));

  test("counts tonight, each image once", () => expect(grid.tonight).toEqual({ published: 1, failed: 1, running: 1, cancelled: 0, none: 2 }));

  test("can be had of the failing images alone, with the counts of all", () => {
    const failed = gridOf(["A", "B", "C", "D", "E"], entries, days, "failed");
    expect(failed.rows.map(({ image }) => image)).toEqual(["C", "B"]);
    expect([failed.tonight, failed.failing, failed.total]).toEqual([grid.tonight, 2, 5]);
  });

  test("is empty without images", () => expect(gridOf([], [], days, "all")).toMatchObject({ rows: [], failing: 0, total: 0 }));
});
