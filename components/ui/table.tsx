import type { ReactNode } from "react";
import "./table.css";

export type Column = { title: string; className?: string };

type Props = { caption: string; columns: Column[]; /** A list of rows where there is no room: each `td` then shows its `data-label`. */ stacks?: boolean; children: ReactNode };

/** A dense table whose first column names the row. Where it is wider than its place, it scrolls sideways by itself, unless it `stacks`. */
export function Table({ caption, columns, stacks = false, children }: Props) {
  return (
    <div className={`relative -mx-4 overflow-x-auto px-4 md:mx-0 md:px-0 ${stacks ? "table-frame" : ""}`} role="region" aria-label={caption} tabIndex={0}>
      <table className={`w-full border-collapse text-left tabular-nums ${stacks ? "stacks" : ""}`}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line-strong text-sm text-soft">
            {columns.map(({ title, className }) => (
              <th key={title} scope="col" className={`h-9 pr-4 font-medium whitespace-nowrap last:pr-0 ${className ?? ""}`}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export const cell = "h-10 pr-4 last:pr-0 align-middle";
export const row = "border-b border-line";
