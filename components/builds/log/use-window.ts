import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { LogLines } from "./lines.ts";
import { rowHeight } from "./log-rows.tsx";
import { RowMap } from "./rows.ts";

/** Rows above and below the screen that stand ready, so that scrolling shows no gaps. */
const spare = 12;
/** The number of a line and the gap behind it, in characters. */
export const gutter = 9;
/** What the width of a character is measured by. */
export const probeText = "0".repeat(100);

/** What a reader sees of a long log: which rows, where they stand, whether the end is followed. */
export function useWindow(lines: LogLines, isWrapped: boolean, follows: boolean, setFollows: (follows: boolean) => void) {
  const pane = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLSpanElement>(null);
  const followsNow = useRef(follows);
  const [seen, setSeen] = useState({ top: 0, height: 0, columns: 80, isSideways: false });
  const map = useMemo(() => new RowMap(lines, isWrapped ? seen.columns : null), [lines, isWrapped, seen.columns]);
  const lastTop = useRef(0);
  const count = map.count;

  const look = useCallback(() => {
    const { current } = pane;
    if (!current) return;
    const columns = Math.max(20, Math.floor(current.clientWidth / ((probe.current?.getBoundingClientRect().width ?? 0) / probeText.length || 8)) - gutter);
    const now = { top: current.scrollTop, height: current.clientHeight, columns, isSideways: current.scrollLeft > 0 };
    setSeen((before) => (before.top === now.top && before.height === now.height && before.columns === columns && before.isSideways === now.isSideways ? before : now));
  }, []);

  const onScroll = useCallback(() => {
    const { current } = pane;
    if (!current) return;
    const { scrollTop, clientHeight, scrollHeight } = current;
    // Whoever scrolls up wants to read; whoever comes back to the end wants to follow.
    if (scrollTop < lastTop.current - 1) setFollows(false);
    else if (scrollHeight - scrollTop - clientHeight < rowHeight) setFollows(true);
    lastTop.current = scrollTop;
    look();
  }, [look, setFollows]);

  const keepEnd = useCallback(() => {
    const { current } = pane;
    if (current && followsNow.current) {
      current.scrollTop = current.scrollHeight;
      lastTop.current = current.scrollTop;
    }
    look();
  }, [look]);

  // Whatever makes the log higher or the pane smaller: the end stays in sight while it is followed.
  useLayoutEffect(() => {
    const observer = new ResizeObserver(keepEnd);
    for (const element of [pane.current, content.current]) if (element) observer.observe(element);
    // The type arrives after the page, and is wider or narrower than what stands in for it.
    void document.fonts.ready.then(look);
    return () => observer.disconnect();
  }, [keepEnd, look]);

  useLayoutEffect(() => {
    followsNow.current = follows;
    if (follows && count > 0) keepEnd();
  }, [follows, count, keepEnd]);

  const showLine = useCallback(
    (line: number) => {
      const { current } = pane;
      if (!current) return;
      const top = Math.max(0, map.rowOf(line) * rowHeight - current.clientHeight / 3);
      current.scrollTop = top;
      lastTop.current = current.scrollTop;
      look();
    },
    [map, look],
  );

  const first = Math.max(0, Math.floor(seen.top / rowHeight) - spare);
  const rows = map.slice(first, Math.ceil((seen.top + seen.height) / rowHeight) + spare);
  return { pane, content, probe, rows, firstRow: first, isSideways: seen.isSideways, offset: first * rowHeight, height: count * rowHeight, onScroll, showLine, firstSeen: map.slice(Math.floor(seen.top / rowHeight), Math.floor(seen.top / rowHeight) + 1)[0]?.line ?? lines.first };
}
