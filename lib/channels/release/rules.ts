import type { ReleaseRow, ReleaseView } from "./schema.ts";

const shows: Record<ReleaseView["show"], (row: ReleaseRow) => boolean> = {
  candidates: ({ candidate }) => candidate !== null,
  all: () => true,
  blocked: ({ blockers }) => blockers > 0,
  waiting: ({ request, rolloutVersion }) => request !== null || rolloutVersion !== null,
};

/** How many packages differ. */
export function changeCount({ packages }: Pick<ReleaseRow, "packages">): number {
  return packages ? packages.added + packages.removed + packages.changed : 0;
}

const time = (at: Date | undefined, otherwise: number) => at?.getTime() ?? otherwise;

// What waits longest, is oldest, or is most comes first; names decide between equals.
const sorts: Record<ReleaseView["sort"], (row: ReleaseRow) => number> = {
  image: () => 0,
  candidate: ({ candidate }) => time(candidate?.publishedAt, Infinity),
  latest: ({ latest }) => time(latest?.publishedAt, -Infinity),
  changes: (row) => -changeCount(row),
  blockers: ({ blockers }) => -blockers,
};

/** The rows that a view asks for, in its order. */
export function shownRows(rows: ReleaseRow[], { q, show, sort }: ReleaseView): ReleaseRow[] {
  const wanted = q.toLowerCase();
  const rank = sorts[sort];
  const compare = (one: number, other: number) => (one === other ? 0 : one < other ? -1 : 1);
  return rows.filter((row) => row.image.toLowerCase().includes(wanted) && shows[show](row)).sort((a, b) => compare(rank(a), rank(b)) || a.image.localeCompare(b.image));
}
