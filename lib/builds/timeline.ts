import { stages as order } from "./rules.ts";
import type { BuildStatus, Stage, StageState, TestScore, Verdict } from "./schema.ts";

export type Transition = { fromStatus: BuildStatus | null; toStatus: BuildStatus | null; at: Date };
export type TimelineFacts = { status: BuildStatus; failedStage: BuildStatus | null; queuedAt: Date; transitions: Transition[] };

/**
 * The stages of a build with how long each took, from its recorded transitions. A stage that was taken over by another
 * worker counts from its first beginning: that is what the reader waited for.
 */
export function stageRail({ status, failedStage, queuedAt, transitions }: TimelineFacts, now: Date): Stage[] {
  const endedIn = status === "failed" ? failedStage : status === "cancelled" ? (transitions.find(({ toStatus }) => toStatus === "cancelled")?.fromStatus ?? "queued") : null;
  return order.map((name) => {
    // A stage that was resumed after a failure counts from its last beginning.
    const begin = transitions.findLast(({ toStatus }) => toStatus === name);
    const startedAt = begin?.at ?? (name === "queued" ? queuedAt : null);
    const endedAt = transitions.findLast(({ fromStatus, at }) => fromStatus === name && at >= (begin?.at ?? queuedAt))?.at ?? null;
    const state = stateOf(name, status, endedIn);
    if (!startedAt || state === "ahead") return { name, state, startedAt: null, durationMs: null };
    const until = endedAt ?? (state === "current" ? now : null);
    return { name, state, startedAt, durationMs: until && name !== "published" ? Math.max(0, until.getTime() - startedAt.getTime()) : null };
  });
}

function stateOf(name: (typeof order)[number], status: BuildStatus, endedIn: BuildStatus | null): StageState {
  const reached = order.indexOf((endedIn ?? status) as (typeof order)[number]);
  const position = order.indexOf(name);
  if (position !== reached) return position < reached ? "done" : "ahead";
  if (endedIn) return status === "failed" ? "failed" : "cancelled";
  return status === "published" ? "done" : "current";
}

/** How many checks passed; a warning counts as not passed, and is shown as what it is. */
export function scoreOf(results: readonly { verdict: Verdict }[]): TestScore {
  return { passed: results.filter(({ verdict }) => verdict === "passed").length, total: results.length };
}
