import { statfs } from "node:fs/promises";
import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { readEnv } from "#lib/env.ts";
import { fullOn, growthOf, historyDays, historyOf, type DayChange } from "./rules.ts";
import type { Capacity, Disk, ImageBytes } from "./schema.ts";

/** What the store holds, how it grew, and when the disk will be full. */
export async function readCapacity(_actor: Actor, now = new Date()): Promise<Capacity> {
  const since = new Date(now.getTime() - (historyDays + 1) * 86_400_000);
  const [images, changes, first, disk] = await Promise.all([
    listImageBytes(),
    listChanges(since),
    db.artifact.findFirst({ orderBy: { createdAt: "asc" }, select: { createdAt: true } }),
    readDisk(readEnv().DATA_DIR),
  ]);
  const usedBytes = images.reduce((sum, { bytes }) => sum + bytes, 0);
  const history = historyOf(usedBytes, changes, now);
  const growthPerDay = growthOf(history, first?.createdAt ?? null, now);
  return { usedBytes, images, disk, history, growthPerDay, fullOn: fullOn(disk, growthPerDay, now) };
}

// Of an expired build the image and its configuration go, the evidence stays (lib/retention).
async function listImageBytes(): Promise<ImageBytes[]> {
  return db.$queryRaw<ImageBytes[]>`
    select i.name as image, sum(a.bytes)::float8 as bytes, count(*) filter (where b.bytes_removed_at is null)::int as builds
    from (
      select build_id, sum(size_bytes) filter (where kind not in ('qcow2', 'config')) as kept, sum(size_bytes) as whole from artifacts group by build_id
    ) f
    join builds b on b.id = f.build_id
    join images i on i.id = b.image_id
    cross join lateral (select case when b.bytes_removed_at is null then f.whole else coalesce(f.kept, 0) end as bytes) a
    group by i.name order by 2 desc, 1`;
}

async function listChanges(since: Date): Promise<DayChange[]> {
  return db.$queryRaw<DayChange[]>`
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, sum(bytes)::float8 as bytes
    from (
      select created_at as at, size_bytes as bytes from artifacts where created_at >= ${since}
      union all
      select b.bytes_removed_at, -a.size_bytes from builds b join artifacts a on a.build_id = b.id and a.kind in ('qcow2', 'config') where b.bytes_removed_at >= ${since}
    ) change
    group by 1`;
}

/** The file system of a folder; null where it is not there or does not say. What only root may use does not count as free. */
async function readDisk(folder: string): Promise<Disk | null> {
  const stats = await statfs(folder).catch(() => null);
  return stats && stats.blocks > 0 ? { freeBytes: stats.bavail * stats.bsize, totalBytes: stats.blocks * stats.bsize } : null;
}
