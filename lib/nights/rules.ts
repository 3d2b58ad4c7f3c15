import type { BuildStatus } from "#lib/builds/schema.ts";
import type { NightCell, NightCounts, NightRow, Nights, NightsView } from "./schema.ts";

/** How many nights the grid shows. */
export const nightCount = 14;

const dayMs = 86_400_000;

/** The last nights as days of UTC, `YYYY-MM-DD`, the present one first. A build belongs to the day on which it was queued, as its version says. */
export function lastNights(now: Date): string[] {
  return Array.from({ length: nightCount }, (_, back) => new Date(now.getTime() - back * dayMs).toISOString().slice(0, 10));
}

/** What was built of one image on one day. */
export type NightEntry = NightCell & { image: string; day: string };

/** The grid of images and nights: what failed in the newest nights stands first, then by name. */
export function gridOf(images: readonly string[], entries: readonly NightEntry[], days: string[], view: NightsView): Nights {
  const cells = new Map(entries.map(({ image, day, ...cell }) => [`${image} ${day}`, cell]));
  const all = images.map((image): NightRow => ({ image, cells: days.map((day) => cells.get(`${image} ${day}`) ?? null) }));
  const failing = all.filter((row) => lastFailure(row) < days.length);
  const rows = (view === "failed" ? failing : all).toSorted((one, other) => lastFailure(one) - lastFailure(other) || one.image.localeCompare(other.image));
  return { days, rows, tonight: countNight(all.map((row) => row.cells[0] ?? null)), failing: failing.length, total: all.length };
}

// How many nights ago a build failed; as many as there are columns when none did.
function lastFailure({ cells }: NightRow): number {
  const at = cells.findIndex((cell) => cell?.status === "failed");
  return at === -1 ? cells.length : at;
}

function countNight(cells: readonly (NightCell | null)[]): NightCounts {
  const counts: NightCounts = { published: 0, failed: 0, running: 0, cancelled: 0, none: 0 };
  for (const cell of cells) counts[cell ? ending[cell.status] : "none"] += 1;
  return counts;
}

const ending: Record<BuildStatus, keyof NightCounts> = {
  queued: "running",
  building: "running",
  testing: "running",
  signing: "running",
  publishing: "running",
  published: "published",
  failed: "failed",
  cancelled: "cancelled",
};
