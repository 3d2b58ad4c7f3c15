import type { FindingKind } from "../schema.ts";
import type { HistoryDay, Invariant, LineStatus, PromiseState, StatusFinding } from "./schema.ts";

const dayMs = 86_400_000;
/** After this time without a look nobody knows any more whether a promise is kept, in milliseconds. */
export const trustedMs = 5 * 60_000;
export const historyDays = 90;
/** Links to signatures are followed every five minutes; after three times in vain nobody knows, in milliseconds. */
export const trustedSignatureMs = 15 * 60_000;
/** A swap of `_latest` takes two requests; one that is not over after this time is an alarm, in milliseconds. */
export const longestSwapMs = 30_000;

const brokenBy: Record<FindingKind, Invariant> = {
  no_latest: "latest",
  two_latest: "latest",
  two_prev: "prev",
  unhidden: "dated",
  wrong_bytes: "bytes",
  dead_signature: "signature",
  stale: "fresh",
  missing: "untouched",
  renamed: "untouched",
  hidden: "untouched",
  changed: "untouched",
  deactivated: "untouched",
  duplicate_name: "untouched",
};

/** Which promise a finding breaks. */
export function invariantOf(kind: FindingKind): Invariant {
  return brokenBy[kind];
}

/** Kept, broken, or unknown because nobody has looked for five minutes (`forMs`). */
export function stateOf(isBroken: boolean, lookedAt: Date | null, now: Date, forMs = trustedMs): PromiseState {
  if (!lookedAt || now.getTime() - lookedAt.getTime() > forMs) return "unknown";
  return isBroken ? "broken" : "kept";
}

/** The swap that is under way for too long, if any. */
export function openWindowOf({ swapLine, swapBeganAt }: { swapLine: string | null; swapBeganAt: Date | null }, now: Date): { line: string; since: Date } | null {
  return swapLine && swapBeganAt && now.getTime() - swapBeganAt.getTime() > longestSwapMs ? { line: swapLine, since: swapBeganAt } : null;
}

type Span = { foundAt: Date; endedAt: Date | null };

/** The last 90 days (UTC), today last: broken on each day that a finding touches, else kept where somebody looked. */
export function historyOf(findings: Span[], looked: Set<string>, now: Date): HistoryDay[] {
  const today = Math.floor(now.getTime() / dayMs);
  return Array.from({ length: historyDays }, (_, at) => {
    const begin = (today - historyDays + 1 + at) * dayMs;
    const day = new Date(begin).toISOString().slice(0, 10);
    const isBroken = findings.some(({ foundAt, endedAt }) => foundAt.getTime() < begin + dayMs && (endedAt ?? now).getTime() >= begin);
    return { day, state: isBroken ? "broken" : looked.has(day) ? "kept" : "unseen" };
  });
}

const fewLines = 20;
const fewFindings = 30;

/** The lines that a reader should see: all where there are few or all are asked for, else those that are not as they should be. Broken ones come first. */
export function chooseLines(lines: LineStatus[], areAllAsked: boolean): LineStatus[] {
  const chosen = areAllAsked || lines.length <= fewLines ? lines : lines.filter(({ broken, pending }) => broken.length > 0 || pending > 0);
  return chosen.toSorted((a, b) => b.broken.length - a.broken.length);
}

/** The findings that a reader should see, of a list with the open ones first: these, and the newest of the others. */
export function chooseFindings(findings: StatusFinding[], areAllAsked: boolean): StatusFinding[] {
  const open = findings.filter(({ endedAt }) => endedAt === null).length;
  return areAllAsked ? findings : findings.slice(0, Math.max(fewFindings, open));
}

/** The worst of several states; `unknown` hides nothing that is known to be broken. */
export function worstOf(states: PromiseState[]): PromiseState {
  return states.includes("broken") ? "broken" : states.includes("unknown") ? "unknown" : "kept";
}
