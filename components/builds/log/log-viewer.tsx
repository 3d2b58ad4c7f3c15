"use client";

import { ArrowDown } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { LogRows } from "./log-rows.tsx";
import { LogToolbar } from "./log-toolbar.tsx";
import { stepTo } from "./search.ts";
import { StageJumps } from "./stage-jumps.tsx";
import type { LogStart } from "./store.ts";
import { useLineHash } from "./use-line-hash.ts";
import { useLog } from "./use-log.ts";
import { useSearch } from "./use-search.ts";
import { gutter, probeText, useWindow } from "./use-window.ts";
import type { LogWords } from "./words.ts";

export type LogProps = { start: LogStart; stream: string | null; whole: string; words: LogWords };

/** A window onto the whole log: searched, jumped through, followed until the reader scrolls up. Only what is seen is in the page. */
export function LogViewer({ start, stream, whole: wholeNow, words }: LogProps) {
  // The page around the log is fetched anew now and then; what comes before the first lines is still up to where these began.
  const [whole] = useState(wholeNow);
  const store = useLog(start, stream);
  const { lines, connection, extent } = store;
  const target = useLineHash();
  const [follows, setFollows] = useState(target.line === null);
  const [isWrapped, setWrapped] = useState(false);
  const [query, setQuery] = useState("");
  const [current, setCurrent] = useState<number | null>(null);
  const { pattern, found, isSearching } = useSearch(lines, query);
  const { pane, content, probe, rows, firstRow, isSideways, offset, height, onScroll, showLine, firstSeen } = useWindow(lines, isWrapped, follows, setFollows);
  const root = useRef<HTMLDivElement>(null);

  // The whole log comes when somebody looks at it: most readers of the page never scroll so far.
  useEffect(() => {
    const leaving = new AbortController();
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      observer.disconnect();
      void store.fetchAll(whole, leaving.signal);
    });
    if (root.current) observer.observe(root.current);
    if (target.line !== null) void store.fetchAll(whole, leaving.signal);
    return () => {
      observer.disconnect();
      leaving.abort();
    };
    // Only where the page begins: a line that is asked for later finds the log here or on its way.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [store, whole]);

  const goTo = (line: number) => {
    setFollows(false);
    showLine(line);
  };
  // Lines that come in above move everything down; who reads in the middle keeps the line.
  const before = useRef({ first: lines.first, seen: firstSeen });
  useEffect(() => {
    if (before.current.first !== lines.first && !follows) showLine(before.current.seen);
    before.current = { first: lines.first, seen: firstSeen };
  });
  // The line that is asked for comes last, so that it wins.
  const shown = useRef("");
  useEffect(() => {
    const { line, turn } = target;
    if (line === null || line < lines.first || line >= lines.end || shown.current === `${line} ${turn} ${lines.first}`) return;
    shown.current = `${line} ${turn} ${lines.first}`;
    goTo(line);
    root.current?.scrollIntoView({ block: "nearest" });
  });

  const wanted = useRef<1 | -1 | null>(null);
  const step = (direction: 1 | -1) => {
    // Who presses Enter before anything is found gets there once something is.
    wanted.current = found.length === 0 && isSearching ? direction : null;
    const next = found[stepTo(found, current ?? firstSeen - direction, direction)];
    if (next === undefined) return;
    setCurrent(next);
    goTo(next);
  };
  useEffect(() => {
    if (wanted.current !== null && found.length > 0) step(wanted.current);
  });
  const place = current === null ? -1 : found.indexOf(current);

  return (
    <div ref={root} className="relative">
      <LogToolbar words={words} query={query} setQuery={(text) => (setQuery(text), setCurrent(null))} place={place} found={found.length} isSearching={isSearching} step={step} isWrapped={isWrapped} setWrapped={setWrapped} />
      <StageJumps markers={lines.markers} words={words} />
      <div className="relative">
        <div ref={pane} onScroll={onScroll} role="region" aria-label={words.label} tabIndex={0} className="h-[28rem] overflow-auto rounded-md bg-terminal py-3 font-mono text-sm text-terminal-ink [overflow-anchor:none]">
          <span ref={probe} aria-hidden className="invisible fixed top-0 left-0">
            {probeText}
          </span>
          <div ref={content} className="relative" style={{ height, minWidth: isWrapped ? undefined : `${lines.longest + gutter}ch` }}>
            <div className="absolute inset-x-0 top-0" style={{ transform: `translateY(${offset}px)` }}>
              <LogRows rows={rows} firstRow={firstRow} isSideways={isSideways} lines={lines} pattern={pattern} current={current} target={target.line} />
            </div>
          </div>
        </div>
        {!follows && (
          <button type="button" onClick={() => setFollows(true)} className="no-print absolute right-6 bottom-4 inline-flex h-9 cursor-pointer items-center gap-2 rounded-md bg-terminal-ink px-3 text-sm font-medium text-terminal">
            <ArrowDown size={16} aria-hidden />
            {words.toEnd}
          </button>
        )}
      </div>
      <p role="status" className="mt-2 flex min-h-5 flex-wrap items-center gap-x-4 gap-y-1 text-sm text-soft">
        {stream && (
          <span className="inline-flex items-center gap-2">
            <span aria-hidden className={`size-2 rounded-full ${connection === "live" ? "bg-running" : connection === "interrupted" ? "bg-attention" : "bg-line-strong"}`} />
            {words[connection]}
          </span>
        )}
        {extent === "fetching" && words.fetching}
        {extent === "failed" && (
          <span>
            {words.fetchFailed}{" "}
            <button type="button" className="link cursor-pointer" onClick={() => void store.fetchAll(whole, new AbortController().signal)}>
              {words.again}
            </button>
          </span>
        )}
      </p>
    </div>
  );
}
