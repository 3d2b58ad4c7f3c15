import { plainOf, spansOf } from "./ansi.ts";
import type { LogLines } from "./lines.ts";

/** How many lines are searched at once: few enough that the page stays quick meanwhile. */
export const searchSlice = 5_000;

/** The pattern of what a reader types, taken as it is; null for nothing. Case does not matter. */
export function patternOf(query: string): RegExp | null {
  return query.trim() === "" ? null : new RegExp(query.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`), "giu");
}

/** The numbers of the lines `from` to `to` (left out) in which the pattern occurs. */
export function linesWith(lines: LogLines, pattern: RegExp, from: number, to: number): number[] {
  const found: number[] = [];
  for (let number = Math.max(from, lines.first); number < Math.min(to, lines.end); number += 1) {
    pattern.lastIndex = 0;
    if (pattern.test(plainOf(lines.at(number)))) found.push(number);
  }
  return found;
}

/** A stretch of a row with its classes; `isMatch`: it is what was searched for. */
export type Segment = { text: string; look: string; isMatch: boolean };

/** The characters `start` to `end` of a line, cut where its look changes and where what was searched for begins and ends. */
export function segmentsOf(line: string, pattern: RegExp | null, start = 0, end = Number.POSITIVE_INFINITY): Segment[] {
  const spans = spansOf(line);
  const text = spans.map((span) => span.text).join("");
  const matches = pattern ? [...text.matchAll(pattern)].map(({ index, 0: match }) => [index, index + match.length] as const) : [];
  const segments: Segment[] = [];
  let offset = 0;
  for (const span of spans) {
    const [spanStart, spanEnd] = [Math.max(offset, start), Math.min(offset + span.text.length, end)];
    offset += span.text.length;
    for (let at = spanStart; at < spanEnd; ) {
      const match = matches.find(([, matchEnd]) => matchEnd > at);
      const isMatch = match !== undefined && match[0] <= at;
      const until = Math.min(spanEnd, match ? (isMatch ? match[1] : match[0]) : spanEnd);
      segments.push({ text: text.slice(at, until), look: span.look, isMatch });
      at = until;
    }
  }
  return segments;
}

/** The place in `found` of the match that follows line `from`, or precedes it; goes round at the ends. -1 when there is none. */
export function stepTo(found: number[], from: number, direction: 1 | -1): number {
  if (found.length === 0) return -1;
  if (direction === 1) {
    const next = found.findIndex((line) => line > from);
    return next === -1 ? 0 : next;
  }
  const previous = found.findLastIndex((line) => line < from);
  return previous === -1 ? found.length - 1 : previous;
}
