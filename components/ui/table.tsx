import type { ReactNode } from "react";
import "./table.css";

export type Column = { title: string; className?: string };

type Props = { caption: string; columns: Column[]; /** Where it has no room each row becomes a list of its cells, named by their `data-label`; short values may stand in one `line`. */ folds?: boolean | "line"; children: ReactNode };

/** A dense table whose first column names the row; one that does not fold scrolls sideways by itself when the screen is narrow. */
export function Table({ caption, columns, folds = false, children }: Props) {
  return (
    <div className={folds ? `folds ${folds === "line" ? "folds-line" : ""} relative -mx-1 overflow-x-auto px-1` : "relative -mx-4 overflow-x-auto px-4 md:mx-0 md:px-0"} role="region" aria-label={caption} tabIndex={0}>
      <table className="w-full border-collapse text-left tabular-nums">
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

/** Says of a cell that there is nothing in it; where the table folds, the cell goes. */
export function None({ word = "–" }: { word?: string }) {
  return <span className="cell-none font-sans text-soft">{word}</span>;
}

export const cell = "h-10 py-1 pr-4 last:pr-0 align-middle";
export const row = "border-b border-line";
