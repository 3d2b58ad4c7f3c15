import type { ReactNode } from "react";

export type Definition = { term: string; value: ReactNode };

type Props = { items: Definition[]; /** Values get a line of their own on a phone. */ long?: boolean; /** Two columns where there is room: for short values. */ wide?: boolean };

/** Facts with their names, one per row. */
export function DefinitionList({ items, long = false, wide = false }: Props) {
  return (
    <dl className={wide ? "gap-x-12 border-b border-line md:grid md:grid-cols-2" : "border-t border-line"}>
      {items.map(({ term, value }) => (
        <div key={term} className={`grid gap-x-4 py-2 ${wide ? "border-t border-line" : "border-b border-line"} sm:grid-cols-[10rem_minmax(0,1fr)] ${long ? "" : "grid-cols-[8.5rem_minmax(0,1fr)]"}`}>
          <dt className="text-soft">{term}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
