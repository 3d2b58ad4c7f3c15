import type { Database } from "#lib/db.ts";
import type { DownloadTally } from "./schema.ts";

/**
 * Adds tallies to the stored download counts in one statement. Artifacts that are gone in the meantime are left out; the
 * rows are locked in one order, so that several web processes cannot block each other.
 */
export async function addDownloadCounts(database: Pick<Database, "$executeRaw">, tallies: DownloadTally[]): Promise<void> {
  const ids = tallies.map((tally) => tally.artifactId);
  const days = tallies.map((tally) => tally.day);
  const counts = tallies.map((tally) => tally.count);
  await database.$executeRaw`
    insert into download_counts (artifact_id, day, count)
    select artifacts.id, tally.day::date, tally.count
    from unnest(${ids}::uuid[], ${days}::text[], ${counts}::bigint[]) as tally (artifact_id, day, count)
    join artifacts on artifacts.id = tally.artifact_id
    order by artifacts.id, tally.day
    on conflict (artifact_id, day) do update set count = download_counts.count + excluded.count`;
}
