/** A build that has come to an end: published or failed. Good: published, every check passed, not revoked, still there. */
export type FinishedBuild = { buildId: string; version: string; finishedAt: Date; isGood: boolean; wasPromoted: boolean };

export type Streak = { nights: number; candidate: FinishedBuild | null };

/**
 * How many nights in a row were good, and the newest build of them. A night is the UTC day on which a build ended; a day
 * without a build is none. The first build that is not good ends the row, and so does a roll-back or a revocation at
 * `since`: what was before it proves nothing any more. A build that was latest already is no candidate: who rolled back
 * from it did so for a reason. `builds` begin with the newest.
 */
export function streakOf(builds: FinishedBuild[], since: Date | null): Streak {
  const bad = builds.findIndex(({ isGood, finishedAt }) => !isGood || (since !== null && finishedAt <= since));
  const row = bad === -1 ? builds : builds.slice(0, bad);
  const [newest] = row;
  return { nights: new Set(row.map(({ finishedAt }) => finishedAt.toISOString().slice(0, 10))).size, candidate: newest && !newest.wasPromoted ? newest : null };
}
