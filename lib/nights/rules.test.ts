import { expect, test } from "vitest";
import { lastNights, nightCount, rowsOf, type NightEntry } from "./rules.ts";

const days = lastNights(new Date("2026-12-02T00:30:00Z"));
const entry = (image: string, back: number, status: NightEntry["status"]): NightEntry => ({ image, day: days[back]!, version: `2026-${back}`, status, isRevoked: false, builds: 1 });

test("the nights are days of UTC, the present one first, over the end of a month", () => {
  expect(days).toHaveLength(nightCount);
  expect(days.slice(0, 3)).toEqual(["2026-12-02", "2026-12-01", "2026-11-30"]);
});

test("each build has its cell, and the others are empty", () => {
  const rows = rowsOf(["C", "B"], [entry("B", 3, "failed"), entry("C", 0, "failed"), entry("C", 13, "published")], days);
  expect(rows.map(({ image, cells }) => [image, cells.map((cell) => cell?.status ?? null)])).toEqual([
    ["C", ["failed", ...Array(12).fill(null), "published"]],
    ["B", [null, null, null, "failed", ...Array(10).fill(null)]],
  ]);
});
