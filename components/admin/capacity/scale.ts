import { scaleLinear, scaleUtc } from "d3-scale";
import { area, line } from "d3-shape";
import type { Capacity, DayBytes } from "#lib/capacity/schema.ts";

const dayMs = 86_400_000;
const units = ["B", "KiB", "MiB", "GiB", "TiB"];

/** The size in which the curves are drawn; the page stretches it to the room that there is. */
export const canvas = { width: 600, height: 200 };

/** How far the forecast looks, in days: as far as the past that it is made of. */
export const forecastDays = 30;

export type Curves = {
  held: string;
  heldArea: string;
  forecast: string | null;
  /** Where the disk is full, from the top of the canvas; null when that is beyond it. */
  full: number | null;
  /** Where the present is, from the left. */
  today: number;
  /** From the top down, at equal distances. */
  levels: string[];
  /** From the left, at equal distances. */
  days: Date[];
};

/** The curves of what is held and of how it goes on, with the values of both axes. */
export function curvesOf({ history, growthPerDay, disk, usedBytes }: Capacity, now: Date): Curves {
  const [begin, end] = [new Date(now.getTime() - forecastDays * dayMs), new Date(now.getTime() + forecastDays * dayMs)];
  const expected = usedBytes + Math.max(0, growthPerDay ?? 0) * forecastDays;
  const ceiling = disk ? usedBytes + disk.freeBytes : Infinity;
  const top = Math.max(1024, expected, ...history.map(({ bytes }) => bytes));
  const power = Math.min(units.length - 1, Math.floor(Math.log2(top) / 10));
  const unit = 1024 ** power;
  const x = scaleUtc().domain([begin, end]).range([0, canvas.width]);
  // The line at which the disk is full is shown where the curve comes near it; further up it would press the curve flat.
  const y = scaleLinear().domain([0, (ceiling < top * 1.5 ? ceiling : top) / unit]).nice(4).range([canvas.height, 0]);
  const at = ({ bytes }: Pick<DayBytes, "bytes">) => y(bytes / unit);
  const [, highest = 0] = y.domain();
  const goesOn: DayBytes[] = [{ day: now, bytes: usedBytes }, { day: end, bytes: usedBytes + (growthPerDay ?? 0) * forecastDays }];
  return {
    held: line<DayBytes>(({ day }) => x(day), at)(history) ?? "",
    heldArea: area<DayBytes>(({ day }) => x(day), canvas.height, at)(history) ?? "",
    forecast: growthPerDay === null ? null : line<DayBytes>(({ day }) => x(day), (value) => Math.min(canvas.height, at(value)))(goesOn),
    full: ceiling / unit <= highest ? y(ceiling / unit) : null,
    today: x(now),
    levels: y.ticks(4).toReversed().map((value) => `${value} ${units[power]}`),
    days: [-30, -15, 0, 15, 30].map((days) => new Date(now.getTime() + days * dayMs)),
  };
}
