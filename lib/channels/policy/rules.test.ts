import { expect, test } from "vitest";
import { streakOf, type FinishedBuild } from "./rules.ts";

const on = (day: number, change: Partial<FinishedBuild> = {}): FinishedBuild => ({ buildId: String(day), version: `202611${day}-1`, finishedAt: new Date(Date.UTC(2026, 10, day, 2)), isGood: true, wasPromoted: false, ...change });

test.each([
  ["nothing was built", [], null, 0, null],
  ["three good nights", [on(13), on(12), on(11)], null, 3, "13"],
  ["two builds in one night are one night", [on(13), on(13, { buildId: "13b" }), on(12)], null, 2, "13"],
  ["a night without a build neither counts nor breaks", [on(13), on(10)], null, 2, "13"],
  ["a bad build ends the row", [on(13), on(12, { isGood: false }), on(11)], null, 1, "13"],
  ["a bad build at the end leaves nothing", [on(13, { isGood: false }), on(12)], null, 0, null],
  ["what was before a roll-back proves nothing", [on(13), on(12), on(11)], new Date(Date.UTC(2026, 10, 12, 9)), 1, "13"],
  ["what was latest already is no candidate", [on(13, { wasPromoted: true }), on(12)], null, 2, null],
])("%s", (_what, builds, since, nights, candidate) => {
  const streak = streakOf(builds, since);
  expect([streak.nights, streak.candidate?.buildId ?? null]).toEqual([nights, candidate]);
});
