import type { Capacity, DayBytes, Disk } from "./schema.ts";

const dayMs = 86_400_000;

/** Over how many days growth is measured. */
export const historyDays = 30;
/** A factory younger than this has its first builds, which say nothing about its growth. */
export const fewestDays = 3;
/** Less free than this part of the disk and than so many bytes, or full within so many days: somebody has to act. */
export const lowShare = 0.1;
export const lowBytes = 20 * 2 ** 30;
export const lowDays = 30;

/** How the bytes held changed on one day (UTC, `YYYY-MM-DD`). */
export type DayChange = { day: string; bytes: number };

/** What was held at the end of each of the last 30 days, counted back from what is held now. */
export function historyOf(usedBytes: number, changes: readonly DayChange[], now: Date): DayBytes[] {
  const byDay = new Map(changes.map(({ day, bytes }) => [day, bytes]));
  const today = Math.floor(now.getTime() / dayMs);
  const history: DayBytes[] = [];
  let bytes = usedBytes;
  for (let back = 0; back <= historyDays; back++) {
    const day = new Date((today - back) * dayMs);
    history.unshift({ day: back === 0 ? now : new Date(day.getTime() + dayMs - 1), bytes: Math.max(0, bytes) });
    bytes -= byDay.get(day.toISOString().slice(0, 10)) ?? 0;
  }
  return history;
}

/** Mean growth in bytes a day over the days that are known: since the first file, 30 at most. Null for a factory of less than three days. */
export function growthOf(history: readonly DayBytes[], firstFileAt: Date | null, now: Date): number | null {
  const [oldest, newest] = [history[0], history.at(-1)];
  if (!firstFileAt || !oldest || !newest) return null;
  const days = Math.min(historyDays, (now.getTime() - firstFileAt.getTime()) / dayMs);
  return days < fewestDays ? null : (newest.bytes - oldest.bytes) / days;
}

/** The time at which the free bytes are used up; null while nothing grows, or beyond the calendar. */
export function fullOn(disk: Disk | null, growthPerDay: number | null, now: Date): Date | null {
  if (!disk || growthPerDay === null || growthPerDay <= 0) return null;
  const at = new Date(now.getTime() + (disk.freeBytes / growthPerDay) * dayMs);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Whether a disk needs somebody: nearly full, or full within 30 days. */
export function isDiskLow({ disk, fullOn: date }: Pick<Capacity, "disk" | "fullOn">, now: Date): boolean {
  if (!disk) return false;
  return disk.freeBytes < Math.min(disk.totalBytes * lowShare, lowBytes) || (date !== null && date.getTime() - now.getTime() < lowDays * dayMs);
}
