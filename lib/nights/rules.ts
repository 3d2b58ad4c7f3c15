import type { NightCell, NightRow } from "./schema.ts";

/** How many nights the grid shows. */
export const nightCount = 14;

const dayMs = 86_400_000;

/** The last nights as days of UTC, `YYYY-MM-DD`, the present one first. A build belongs to the day on which it was queued, as its version says. */
export function lastNights(now: Date): string[] {
  return Array.from({ length: nightCount }, (_, back) => new Date(now.getTime() - back * dayMs).toISOString().slice(0, 10));
}

/** What was built of one image on one day. */
export type NightEntry = NightCell & { image: string; day: string };

/** The rows of these images, in their order, with a cell for each day. */
export function rowsOf(images: readonly string[], entries: readonly NightEntry[], days: readonly string[]): NightRow[] {
  const cells = new Map(entries.map(({ image, day, ...cell }) => [`${image} ${day}`, cell]));
  return images.map((image) => ({ image, cells: days.map((day) => cells.get(`${image} ${day}`) ?? null) }));
}
