/** So long a delivery is tried before it is given up, in milliseconds. */
export const tryForMs = 24 * 3_600_000;
const firstWaitMs = 30_000;
const longestWaitMs = 4 * 3_600_000;
/** Who claims a delivery and says nothing for so long is taken to be dead, in milliseconds. Longer than any attempt takes. */
export const claimMs = 60_000;
/** From so many failed attempts in a row on a subscription is shown as failing. It goes on being tried. */
export const failingFrom = 5;
/** For so long after a change of secrets a message carries the signature of the former one too, in milliseconds. */
export const overlapMs = 48 * 3_600_000;
/** Deliveries and events are kept for so long, in days. */
export const keptDays = 90;

/**
 * When to try again after `attempts` failed ones: after half a minute, then twice as long each time, four hours at most, each
 * a fifth earlier or later so that crowds part. Null when that would be more than a day after `waitingSince`. `random` is in [0, 1).
 */
export function nextAttemptAt(attempts: number, waitingSince: Date, now: Date, random: number): Date | null {
  const wait = Math.min(firstWaitMs * 2 ** (attempts - 1), longestWaitMs) * (0.8 + 0.4 * random);
  const at = new Date(now.getTime() + Math.round(wait));
  return at.getTime() - waitingSince.getTime() > tryForMs ? null : at;
}
