import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { calendarOf } from "./calendar.ts";
import { readObstacles } from "./obstacles/data.ts";
import { nextNights } from "./plan.ts";
import type { CalendarDay, PauseRow, RunRow, ScheduleRow, WindowRow } from "./schema.ts";
import { planInWords } from "./words.ts";

const planSelect = { cron: true, timeZone: true, jitterMinutes: true, onlyWhenChanged: true, isOn: true, revision: true, planFrom: true, editedAt: true, editedByName: true } as const;
const runSelect = { plannedFor: true, state: true, reason: true, build: { select: { version: true, status: true } } } as const;

/** Every active image that has a recipe, with its plan. */
async function listRows(now: Date, imageName?: string): Promise<(ScheduleRow & { planFrom: Date | null })[]> {
  const images = await db.image.findMany({
    where: { state: "active", recipeName: { not: null }, ...(imageName === undefined ? {} : { name: imageName }) },
    orderBy: { name: "asc" },
    select: { name: true, schedule: { select: planSelect }, scheduleRuns: { orderBy: { plannedFor: "desc" }, take: 1, select: runSelect } },
  });
  return images.map(({ name, schedule, scheduleRuns }) => {
    const from = schedule && schedule.planFrom > now ? schedule.planFrom : now;
    const [next] = schedule?.isOn ? nextNights({ ...schedule, imageName: name }, from, 1) : [];
    return { imageName: name, schedule, words: schedule && planInWords(schedule), nextAt: next?.startsAt ?? null, last: scheduleRuns[0] ?? null, planFrom: schedule?.planFrom ?? null };
  });
}

export type SchedulePage = { rows: ScheduleRow[]; pause: PauseRow | null; windows: WindowRow[]; days: CalendarDay[]; runs: RunRow[] };

/** What the page of the schedule shows, as it is at `now`. */
export async function readSchedulePage(_actor: Actor, now = new Date()): Promise<SchedulePage> {
  const [rows, { pause, windows }, runs] = await Promise.all([listRows(now), readObstacles(db, now), listRuns({}, 20)]);
  return { rows, pause, windows, runs, days: calendarOf(rows, { pause, windows }, now) };
}

/** One image with its plan and what became of its nights; null when there is nothing to plan. */
export async function readSchedule(_actor: Actor, imageName: string, now = new Date()): Promise<{ row: ScheduleRow; next: Date[]; runs: RunRow[] } | null> {
  const [[row], runs] = await Promise.all([listRows(now, imageName), listRuns({ image: { name: imageName } }, 30)]);
  if (!row) return null;
  const { schedule, planFrom } = row;
  const next = schedule?.isOn ? nextNights({ ...schedule, imageName }, planFrom && planFrom > now ? planFrom : now, 5) : [];
  return { row, runs, next: next.map(({ startsAt }) => startsAt) };
}

async function listRuns(where: { image?: { name: string } }, take: number): Promise<RunRow[]> {
  const rows = await db.scheduleRun.findMany({
    where,
    orderBy: [{ plannedFor: "desc" }, { decidedAt: "desc" }],
    take,
    select: { id: true, plannedFor: true, decidedAt: true, state: true, reason: true, image: { select: { name: true } }, build: { select: { version: true, status: true } } },
  });
  return rows.map(({ image, ...run }) => ({ ...run, imageName: image.name }));
}
