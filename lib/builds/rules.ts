import type { BuildStatus } from "#prisma/generated/enums.ts";

/** The states in the order of a build's life (design.md §3). */
export const stages = ["queued", "building", "testing", "signing", "publishing", "published"] as const satisfies readonly BuildStatus[];

const transitions: Record<BuildStatus, readonly BuildStatus[]> = {
  // Straight to a later stage goes only what has failed there before: see `resumableStages`.
  queued: ["building", "signing", "publishing", "failed", "cancelled"],
  building: ["testing", "failed", "cancelled"],
  testing: ["signing", "failed", "cancelled"],
  signing: ["publishing", "failed", "cancelled"],
  // What is being published can no longer be cancelled, only revoked afterwards.
  publishing: ["published", "failed"],
  published: [],
  failed: ["queued"],
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
  return status === "queued" || isRunning(status);
}

/** The stages in which a worker holds a build. */
export const runningStages = ["building", "testing", "signing", "publishing"] as const satisfies readonly BuildStatus[];
export type RunningStage = (typeof runningStages)[number];

export function isRunning(status: BuildStatus): status is RunningStage {
  return (runningStages as readonly BuildStatus[]).includes(status);
}

/**
 * The stages after whose failure a build may go on where it failed: its image stands in storage, and its tests have passed. What
 * fails earlier is built anew: a second boot of the same image until it passes would be no evidence.
 */
export const resumableStages = ["signing", "publishing"] as const satisfies readonly RunningStage[];

export function isResumable(stage: BuildStatus | null): stage is (typeof resumableStages)[number] {
  return (resumableStages as readonly (BuildStatus | null)[]).includes(stage);
}

/** For so long after such a failure the files of a build are kept, in days. */
export const keptAfterFailureDays = 7;

/** How far ahead a security rebuild goes; nothing that people choose by hand reaches it. */
export const securityPriority = 100;

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
