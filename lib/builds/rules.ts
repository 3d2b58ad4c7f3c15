import type { BuildStatus } from "#prisma/generated/enums.ts";

/** The states in the order of a build's life (design.md §3). */
export const stages = ["queued", "building", "testing", "signing", "publishing", "published"] as const satisfies readonly BuildStatus[];

const transitions: Record<BuildStatus, readonly BuildStatus[]> = {
  queued: ["building", "failed", "cancelled"],
  building: ["testing", "failed", "cancelled"],
  testing: ["signing", "failed", "cancelled"],
  signing: ["publishing", "failed", "cancelled"],
  // What is being published can no longer be cancelled, only revoked afterwards.
  publishing: ["published", "failed"],
  published: [],
  failed: [],
  cancelled: [],
};

/** The states that may follow `from`. The database keeps the same list in `build_transitions` and has the last word. */
export function nextStatuses(from: BuildStatus): readonly BuildStatus[] {
  return transitions[from];
}

export function isTransitionAllowed(from: BuildStatus, to: BuildStatus): boolean {
  return transitions[from].includes(to);
}

/** True while a worker has, or will have, something to do for the build. */
export function isUnfinished(status: BuildStatus): boolean {
  return transitions[status].length > 0;
}

/** The stages in which a worker holds a build. */
export const runningStages = ["building", "testing", "signing", "publishing"] as const satisfies readonly BuildStatus[];
export type RunningStage = (typeof runningStages)[number];

export function isRunning(status: BuildStatus): status is RunningStage {
  return (runningStages as readonly BuildStatus[]).includes(status);
}

/** `YYYYMMDD-N` of the `ordinal`-th build of an image on the day of `at` (UTC). */
export function versionOf(at: Date, ordinal: number): string {
  return `${at.toISOString().slice(0, 10).replaceAll("-", "")}-${ordinal}`;
}

/** How long each stage may take before it is ended and the build fails, in milliseconds. */
export const stageTimeoutMs: Record<RunningStage, number> = {
  building: 90 * 60_000,
  testing: 40 * 60_000,
  signing: 20 * 60_000,
  publishing: 10 * 60_000,
};

/** After so many workers were lost with it, a build fails instead of being taken over again. */
export const maxAttempts = 6;
/** A worker that has not said so for this long is taken to be dead, in milliseconds. */
export const workerLostAfterMs = 20_000;
