import { useEffect, useMemo, useRef, useState } from "react";
import type { LogLines } from "./lines.ts";
import { linesWith, patternOf, searchSlice } from "./search.ts";

export type LogSearch = { pattern: RegExp | null; found: number[]; isSearching: boolean };

type Progress = { lines: LogLines; pattern: RegExp | null; found: number[]; next: number };

/** The lines that fit what the reader types; searched slice by slice, and again only in what has come since. */
export function useSearch(lines: LogLines, query: string): LogSearch {
  const pattern = useMemo(() => patternOf(query), [query]);
  const [seen, setSeen] = useState<Progress>({ lines, pattern, found: [], next: lines.first });
  const progress = useRef(seen);
  const { end } = lines;
  useEffect(() => {
    if (progress.current.lines !== lines || progress.current.pattern !== pattern) progress.current = { lines, pattern, found: [], next: lines.first };
    if (!pattern || progress.current.next >= end) return;
    let timer: ReturnType<typeof setTimeout>;
    const step = () => {
      const { found, next } = progress.current;
      const until = Math.min(next + searchSlice, end);
      const more = linesWith(lines, pattern, next, until);
      progress.current = { lines, pattern, found: more.length > 0 ? [...found, ...more] : found, next: until };
      setSeen(progress.current);
      if (until < end) timer = setTimeout(step, 0);
    };
    timer = setTimeout(step, 0);
    return () => clearTimeout(timer);
  }, [lines, pattern, end]);
  const isCurrent = seen.lines === lines && seen.pattern === pattern;
  return { pattern, found: isCurrent ? seen.found : [], isSearching: pattern !== null && (!isCurrent || seen.next < end) };
}
