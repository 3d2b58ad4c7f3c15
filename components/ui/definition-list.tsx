import type { ReactNode } from "react";

export type Definition = { term: string; value: ReactNode };

/** Facts with their names, one per row; `long` values get a line of their own on a phone. */
export function DefinitionList({ items, long = false }: { items: Definition[]; long?: boolean }) {
  return (
    <dl className="border-t border-line">
      {items.map(({ term, value }) => (
        <div key={term} className={`grid gap-x-4 border-b border-line py-2 sm:grid-cols-[10rem_minmax(0,1fr)] ${long ? "" : "grid-cols-[8.5rem_minmax(0,1fr)]"}`}>
          <dt className="text-soft">{term}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
