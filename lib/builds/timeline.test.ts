import { describe, expect, it } from "vitest";
import type { BuildStatus } from "./schema.ts";
import { scoreOf, stageRail, type Transition } from "./timeline.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 2, minute));
const way = (...steps: [BuildStatus, number][]): Transition[] => steps.map(([toStatus, minute], index) => ({ fromStatus: steps[index - 1]?.[0] ?? null, toStatus, at: at(minute) }));
const states = (rail: { state: string }[]) => rail.map(({ state }) => state);

describe("the stage rail", () => {
  const whole = way(["queued", 0], ["building", 1], ["testing", 13], ["signing", 17], ["publishing", 18], ["published", 20]);

  it("gives each stage of a published build its duration", () => {
    const rail = stageRail({ status: "published", failedStage: null, queuedAt: at(0), transitions: whole }, at(59));
    expect(states(rail)).toEqual(["done", "done", "done", "done", "done", "done"]);
    expect(rail.map(({ durationMs }) => durationMs && durationMs / 60_000)).toEqual([1, 12, 4, 1, 2, null]);
    expect(rail.at(-1)?.startedAt).toEqual(at(20));
  });

  it("lets the present stage count up to now", () => {
    const rail = stageRail({ status: "testing", failedStage: null, queuedAt: at(0), transitions: whole.slice(0, 3) }, at(15));
    expect(states(rail)).toEqual(["done", "done", "current", "ahead", "ahead", "ahead"]);
    expect(rail[2]?.durationMs).toBe(120_000);
  });

  it("marks the stage in which a build failed", () => {
    const transitions = way(["queued", 0], ["building", 1], ["failed", 4]);
    const rail = stageRail({ status: "failed", failedStage: "building", queuedAt: at(0), transitions }, at(59));
    expect(states(rail)).toEqual(["done", "failed", "ahead", "ahead", "ahead", "ahead"]);
    expect(rail[1]?.durationMs).toBe(180_000);
  });

  it("marks the stage in which a build was cancelled", () => {
    const transitions = way(["queued", 0], ["cancelled", 3]);
    expect(states(stageRail({ status: "cancelled", failedStage: null, queuedAt: at(0), transitions }, at(59)))).toEqual(["cancelled", "ahead", "ahead", "ahead", "ahead", "ahead"]);
  });

  it("needs no events for a build that was just queued", () => {
    const rail = stageRail({ status: "queued", failedStage: null, queuedAt: at(0), transitions: [] }, at(2));
    expect(rail[0]).toEqual({ name: "queued", state: "current", startedAt: at(0), durationMs: 120_000 });
  });
});

it("does not count a warning as passed", () => {
  expect(scoreOf([{ verdict: "passed" }, { verdict: "warning" }, { verdict: "failed" }])).toEqual({ passed: 1, total: 3 });
});
