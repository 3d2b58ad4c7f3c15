import { Cron } from "croner";

/** When an image is built by itself: cron(5) expression, IANA time zone, and by how many minutes a night may be earlier or later. */
export type Plan = { cron: string; timeZone: string; jitterMinutes: number };

/** One planned night: `plannedFor` is what the plan says, `startsAt` the same moved by the jitter of that night. */
export type Night = { plannedFor: Date; startsAt: Date };

/** No plan is denser than this: a build takes longer than a test of it, and a plan is for nights. In minutes. */
export const shortestGapMinutes = 60;
const minuteMs = 60_000;
/** Five fields of numbers, names, lists, ranges and steps; the extensions of the library are left out, as crontab(5) has none of them. */
const field = "(?:\\*|\\d+|[A-Za-z]{3})(?:-(?:\\d+|[A-Za-z]{3}))?(?:/\\d+)?";
const cronShape = new RegExp(`^(?:${field})(?:,${field})*(?: (?:${field})(?:,${field})*){4}$`);

/** What is wrong with a cron expression, in words for who typed it; null when it can be used. */
export function problemOfCron(cron: string): string | null {
  if (!cronShape.test(cron)) return 'Use five fields with one space between: minute, hour, day, month, weekday, such as "30 2 * * *".';
  try {
    const clock = open(cron, "UTC");
    const first = clock.nextRun(new Date("2027-01-01T00:00:00Z"));
    if (!first) return "No day ever fits this expression.";
    const next = clock.nextRuns(60, first);
    const tooClose = next.some((at, index) => at.getTime() - (next[index - 1] ?? first).getTime() < shortestGapMinutes * minuteMs);
    return tooClose ? `Two builds must be at least ${shortestGapMinutes} minutes apart.` : null;
  } catch (error) {
    return `This is no cron expression: ${(error instanceof Error ? error.message : String(error)).replace(/^Cron\w*: /, "")}.`;
  }
}

/** Whether this runtime knows the time zone by its IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    // An offset such as "+02:00" is known too, but it has no summer and no winter.
    return /^[A-Z]/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function open(cron: string, timeZone: string): Cron {
  return new Cron(cron, { timezone: timeZone, mode: "5-part", paused: true });
}

/**
 * By how much a night is moved, in milliseconds, from minus to plus `jitterMinutes`, in whole seconds. It depends on the image
 * and the night alone: all workers agree on it, and a restart does not change it. FNV-1a with a final mix, to spread similar names.
 */
export function jitterMs(imageName: string, plannedFor: Date, jitterMinutes: number): number {
  if (jitterMinutes === 0) return 0;
  let hash = 0x811c9dc5;
  for (const character of `${imageName} ${plannedFor.toISOString()}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  const share = ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
  return Math.round((2 * share - 1) * jitterMinutes * 60) * 1_000;
}

/**
 * The nights of a plan after `after`, up to and with those that start by `until`, oldest first, `most` at most.
 * On the day on which the clock is put forward over the planned time, the night begins when the clock has jumped; on the day
 * on which a time comes twice, the first one counts. So each night comes once.
 */
export function nightsOf(plan: Plan & { imageName: string }, after: Date, until: Date, most = 400): Night[] {
  const clock = open(plan.cron, plan.timeZone);
  const nights: Night[] = [];
  const last = until.getTime() + plan.jitterMinutes * minuteMs;
  for (let at = clock.nextRun(after); at && at.getTime() <= last && nights.length < most; at = clock.nextRun(at)) {
    const startsAt = new Date(at.getTime() + jitterMs(plan.imageName, at, plan.jitterMinutes));
    if (startsAt <= until) nights.push({ plannedFor: at, startsAt });
  }
  return nights;
}

/** The next `count` nights that start after `now`. */
export function nextNights(plan: Plan & { imageName: string }, now: Date, count: number): Night[] {
  const year = 366 * 24 * 60 * minuteMs;
  const from = new Date(now.getTime() - plan.jitterMinutes * minuteMs - 1);
  return nightsOf(plan, from, new Date(now.getTime() + 9 * year), count + 8)
    .filter(({ startsAt }) => startsAt > now)
    .slice(0, count);
}
