"use client";

import { memo } from "react";
import type { LogLines } from "./lines.ts";
import type { Row } from "./rows.ts";
import { segmentsOf } from "./search.ts";

/** The height of a row, in CSS pixels: the line height of the small type. */
export const rowHeight = 20;

type Props = { rows: Row[]; /** The place of the first of them among all rows. */ firstRow: number; /** The pane is scrolled sideways: the numbers stay where they are. */ isSideways: boolean; lines: LogLines; pattern: RegExp | null; current: number | null; target: number | null };

/** The rows that are on the screen now, each with the number of its line. */
export function LogRows({ rows, firstRow, isSideways, lines, pattern, current, target }: Props) {
  // Rows that leave the screen give their elements to those that come: a followed log makes none anew.
  return rows.map(({ line, start, end, isFirst }, index) => (
    <LogRow key={(firstRow + index) % rows.length} isSideways={isSideways} line={line} start={start} end={end} isFirst={isFirst} text={lines.at(line)} pattern={pattern} isCurrent={line === current} isTarget={line === target} />
  ));
}

type RowProps = Row & { isSideways: boolean; text: string; pattern: RegExp | null; isCurrent: boolean; isTarget: boolean };

const LogRow = memo(function LogRow({ line, start, end, isFirst, isSideways, text, pattern, isCurrent, isTarget }: RowProps) {
  return (
    <div className={`flex h-5 ${isTarget ? "log-target" : ""}`} data-line={line}>
      {/* For the mouse alone: with the keyboard one would have to walk through all of them. */}
      <a href={`#L${line}`} tabIndex={-1} aria-hidden={!isFirst} className={`log-number ${isSideways ? "sticky left-0" : ""} w-[7ch] shrink-0 pr-[1.5ch] text-right text-terminal-soft no-underline select-none hover:underline`}>
        {isFirst ? line : ""}
      </a>
      <span className="whitespace-pre">
        {segmentsOf(text, pattern, start, end).map(({ text: part, look, isMatch }, index) =>
          isMatch ? (
            <mark key={index} className={isCurrent ? "log-match-now" : "log-match"}>
              {part}
            </mark>
          ) : (
            <span key={index} className={look || undefined}>
              {part}
            </span>
          ),
        )}
      </span>
    </div>
  );
});
