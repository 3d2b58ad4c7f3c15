import { diffPackages } from "#lib/compare/rules.ts";
import type { PackageChanges } from "#lib/compare/schema.ts";
import { db } from "#lib/db.ts";
import { compareVersions, packagingOf } from "#lib/versions/packaging.ts";

/** Two builds of one image, by their ids. */
export type Pair = { before: string; after: string };
type Row = { pair: number; osDistro: string; name: string; architecture: string; source: string | null; was: string | null; is: string | null };

/** What lies between the packages of two builds; `unchangedCount` is not counted here and is 0. */
export type Changes = Pair & { packages: PackageChanges };

/**
 * The package changes of many pairs of builds in one statement, which brings the differences alone. Pairs of which one build
 * has no list of packages are left out.
 */
export async function listPackageChanges(pairs: Pair[]): Promise<Changes[]> {
  if (pairs.length === 0) return [];
  const befores = pairs.map(({ before }) => before);
  const afters = pairs.map(({ after }) => after);
  const [comparable, rows] = await Promise.all([
    db.$queryRaw<{ pair: number; osDistro: string }[]>`
      select pair.number::int as pair, d.os_distro as "osDistro"
      from unnest(${befores}::uuid[], ${afters}::uuid[]) with ordinality as pair (before, after, number)
      join builds b on b.id = pair.after join images i on i.id = b.image_id join distributions d on d.id = i.distribution_id
      where exists (select 1 from build_packages where build_id = pair.before) and exists (select 1 from build_packages where build_id = pair.after)`,
    db.$queryRaw<Omit<Row, "osDistro">[]>`
      select pair.number::int as pair, change.* from unnest(${befores}::uuid[], ${afters}::uuid[]) with ordinality as pair (before, after, number)
      cross join lateral (
        select name, architecture, coalesce(now.source, old.source) as source, old.version as was, now.version as is
        from (select name, architecture, version, source from build_packages where build_id = pair.before) old
        full join (select name, architecture, version, source from build_packages where build_id = pair.after) now using (name, architecture)
        where old.version is distinct from now.version
      ) change
      order by pair, name, architecture`,
  ]);
  const changesOf = Map.groupBy(rows, ({ pair }) => pair);
  return comparable.flatMap(({ pair: number, osDistro }) => {
    const pair = pairs[number - 1];
    if (!pair) return [];
    const changed = changesOf.get(number) ?? [];
    const side = (which: "was" | "is") => changed.flatMap(({ name, architecture, source, [which]: version }) => (version === null ? [] : [{ name, architecture, source: source ?? name, version }]));
    return [{ ...pair, packages: diffPackages(side("was"), side("is"), compareVersions[packagingOf(osDistro)]) }];
  });
}
