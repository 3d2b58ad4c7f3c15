import type { Night } from "./plan.ts";

/** A night that nobody could begin in time is made up for so long; after that it counts as missed. In milliseconds. */
export const makeUpWithinMs = 6 * 3_600_000;
/** What is late by no more than this is not worth a word, in milliseconds. */
const onTimeMs = 5 * 60_000;
/** After an outage so many missed nights of an image are recorded one by one, the newest ones. */
export const mostMissed = 60;
/** The first plan of an image begins so long after it was made: a fresh factory is looked at before it works at night. */
export const firstPlanAfterMs = 12 * 3_600_000;

export const defaultPlan = { cron: "30 2 * * *", timeZone: "UTC", jitterMinutes: 30, onlyWhenChanged: true };

export type Due = { missed: (Night & { reason: string })[]; /** The one night that may still be built. */ now: (Night & { lateBy: string | null }) | null };

/**
 * What is to be done about nights whose time has come and that nobody has decided, oldest first. Only the newest one can still
 * be built, and only for a few hours: after a long outage there is one build for an image, never one for each night.
 */
export function dueOf(nights: Night[], now: Date): Due {
  const newest = nights.at(-1);
  if (!newest) return { missed: [], now: null };
  const lateMs = now.getTime() - newest.startsAt.getTime();
  const isLost = lateMs > makeUpWithinMs;
  const lost = isLost ? nights : nights.slice(0, -1);
  const missed = lost.slice(-mostMissed).map((night, index) => ({
    ...night,
    reason: index === 0 && lost.length > mostMissed ? `No worker was running; so were ${lost.length - mostMissed} nights before it.` : "No worker was running when it was due.",
  }));
  return { missed, now: isLost ? null : { ...newest, lateBy: lateMs > onTimeMs ? `made up for ${Math.round(lateMs / 60_000)} min late` : null } };
}

export type Pause = { reason: string; until: Date | null; pausedByName: string };
export type Window = { startsAt: Date; endsAt: Date; reason: string };

/** Why nothing may start at that moment; null when it may. */
export function obstacleAt(at: Date, pause: Pause | null, windows: readonly Window[]): string | null {
  if (pause && (!pause.until || pause.until > at)) return `The factory was paused by ${pause.pausedByName}: ${pause.reason}`;
  const window = windows.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
  return window ? `Maintenance: ${window.reason}` : null;
}

/** The state of one repository, as builds record it. `contentSha256` leaves out what changes without a change: its date and signature. */
export type RepositoryState = { uri: string; suite: string; releaseSha256: string; contentSha256?: string | undefined };
/** What a build was made of, or would be made of now. */
export type Sources = { recipeHash: string | null; repositories: RepositoryState[] };

/**
 * What has changed between the last published build and now: the recipe, or the first repository that differs. Null when
 * nothing has. Repositories are told apart by suite: another mirror of the same suite is no change.
 */
export function changeBetween(built: Sources, now: Sources): string | null {
  if (built.recipeHash !== now.recipeHash) return "the recipe has changed";
  if (built.repositories.length === 0) return "the last build has not recorded its repositories";
  const before = new Map(built.repositories.map((one) => [one.suite, one]));
  const changed = now.repositories.find((one) => !isSame(before.get(one.suite), one));
  if (changed) return `${changed.suite} has changed`;
  return now.repositories.length === before.size ? null : "its repositories are other ones";
}

function isSame(before: RepositoryState | undefined, now: RepositoryState): boolean {
  if (!before) return false;
  if (before.releaseSha256 === now.releaseSha256) return true;
  return before.contentSha256 !== undefined && before.contentSha256 === now.contentSha256;
}
