import type { RolloutState } from "./schema.ts";

const hourMs = 3_600_000;

export type Clock = { startPercent: number; hours: number; elapsedMs: number; runningSince: Date | null };

/** For how long a rollout has run, pauses left out, in milliseconds. A clock that was set back never takes time away. */
export function runningMs({ elapsedMs, runningSince }: Pick<Clock, "elapsedMs" | "runningSince">, now: Date): number {
  return elapsedMs + (runningSince ? Math.max(0, now.getTime() - runningSince.getTime()) : 0);
}

/** The share of clients that a rollout has reached, in percent with two decimals: from its beginning evenly up to 100. It never shrinks. */
export function percentOf(clock: Clock, now: Date): number {
  const share = Math.min(1, runningMs(clock, now) / (clock.hours * hourMs));
  return Math.floor((clock.startPercent + (100 - clock.startPercent) * share) * 100) / 100;
}

/** Whether it may still be paused, resumed or aborted. */
export function isOpen(state: RolloutState): state is "running" | "paused" {
  return state === "running" || state === "paused";
}

export type RolloutRefusal = "no-latest" | "not-newer" | "rollout-open" | "second-releaser-needed";

/** What a person reads of each refusal to begin. */
export const rolloutRefusalText: Record<RolloutRefusal, string> = {
  "no-latest": "The image has no latest now, so nobody has anything to stay with. Promote the build.",
  "not-newer": "It is older than latest. Going back is no rollout: roll back for everybody.",
  "rollout-open": "Another rollout of the image is not over. Abort it, or let it end.",
  "second-releaser-needed": "Two releasers are needed, and a rollout is begun by one. Ask for a promotion.",
};
