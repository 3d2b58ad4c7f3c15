import { statfs } from "node:fs/promises";
import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { readEnv } from "#lib/env.ts";
import { fullOn, growthOf, historyDays, historyOf, type DayChange } from "./rules.ts";
import type { Capacity, Disk, ImageBytes } from "./schema.ts";

// So many of the images are named: those that matter for the disk.
const largest = 8;

/** What the store holds, how it grew, and when the disk will be full. */
export async function readCapacity(_actor: Actor, now = new Date()): Promise<Capacity> {
  const since = new Date(now.getTime() - (historyDays + 1) * 86_400_000);
  const [held, images, changes, first, disk] = await Promise.all([
    readHeld(),
    listLargest(),
    listChanges(since),
    db.artifact.findFirst({ orderBy: { createdAt: "asc" }, select: { createdAt: true } }),
    readDisk(readEnv().DATA_DIR),
  ]);
  const history = historyOf(held.usedBytes, changes, now);
  const growthPerDay = growthOf(history, first?.createdAt ?? null, now);
  return { ...held, images, disk, history, growthPerDay, fullOn: fullOn(disk, growthPerDay, now) };
}

// The database counts while files come and go (migration image_bytes): of an expired build the image and its configuration
// go, the evidence stays (lib/retention).
async function readHeld(): Promise<Pick<Capacity, "usedBytes" | "imageCount">> {
  const [row] = await db.$queryRaw<Pick<Capacity, "usedBytes" | "imageCount">[]>`select coalesce(sum(bytes), 0)::float8 as "usedBytes", count(*)::int as "imageCount" from image_bytes where bytes > 0 or builds > 0`;
  return row ?? { usedBytes: 0, imageCount: 0 };
}

async function listLargest(): Promise<ImageBytes[]> {
  return db.$queryRaw<ImageBytes[]>`
    select i.name as image, b.bytes::float8 as bytes, b.builds from image_bytes b join images i on i.id = b.image_id
    where b.bytes > 0 or b.builds > 0 order by b.bytes desc, i.name limit ${largest}`;
}

async function listChanges(since: Date): Promise<DayChange[]> {
  return db.$queryRaw<DayChange[]>`select to_char(day, 'YYYY-MM-DD') as day, sum(bytes)::float8 as bytes from image_bytes_days where day >= (${since}::timestamptz at time zone 'UTC')::date group by day`;
}

/** The file system of a folder; null where it is not there or does not say. What only root may use does not count as free. */
async function readDisk(folder: string): Promise<Disk | null> {
  const stats = await statfs(folder).catch(() => null);
  return stats && stats.blocks > 0 ? { freeBytes: stats.bavail * stats.bsize, totalBytes: stats.blocks * stats.bsize } : null;
}
