import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { pageOf, type PageOf } from "#lib/pages.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { calendarOf } from "./calendar.ts";
import { readObstacles } from "./obstacles/data.ts";
import { nextNights } from "./plan.ts";
import type { CalendarDay, PauseRow, RunRow, ScheduleRow, ScheduleView, WindowRow } from "./schema.ts";
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

const nightsAtOnce = 20;

export type SchedulePage = { plans: PageOf<ScheduleRow>; /** Of how many images the plans are. */ planned: number; pause: PauseRow | null; windows: WindowRow[]; days: CalendarDay[]; runs: RunRow[]; /** The night behind which older ones begin; null where there are none. */ older: string | null };

/** What the page of the schedule shows, as it is at `now`: a page of the plans that are asked for; the calendar is of all of them. */
export async function readSchedulePage(_actor: Actor, { q, page, before }: ScheduleView, now = new Date()): Promise<SchedulePage> {
  const [rows, { pause, windows }, found] = await Promise.all([listRows(now), readObstacles(db, now), listRunsBehind(before, nightsAtOnce + 1)]);
  const asked = rows.filter(({ imageName }) => imageName.toLowerCase().includes(q.toLowerCase()));
  const runs = found.slice(0, nightsAtOnce);
  return { plans: pageOf(asked, page), planned: rows.length, pause, windows, runs, older: found.length > nightsAtOnce ? (runs.at(-1)?.id ?? null) : null, days: calendarOf(rows, { pause, windows }, now) };
}

/** Nights of all images behind one of them, newest first. Many are planned for the same moment, so a page begins behind a night, not a time. */
async function listRunsBehind(before: string | undefined, take: number): Promise<RunRow[]> {
  const seen = before ? await db.scheduleRun.findUnique({ where: { id: before }, select: { id: true, plannedFor: true } }) : null;
  return listRuns(seen ? { AND: [{ plannedFor: { lte: seen.plannedFor } }, { OR: [{ plannedFor: { lt: seen.plannedFor } }, { id: { gt: seen.id } }] }] } : {}, take);
}

/** One image with its plan and what became of its nights; null when there is nothing to plan. */
export async function readSchedule(_actor: Actor, imageName: string, now = new Date()): Promise<{ row: ScheduleRow; next: Date[]; runs: RunRow[] } | null> {
  const [[row], runs] = await Promise.all([listRows(now, imageName), listRuns({ image: { name: imageName } }, 30)]);
  if (!row) return null;
  const { schedule, planFrom } = row;
  const next = schedule?.isOn ? nextNights({ ...schedule, imageName }, planFrom && planFrom > now ? planFrom : now, 5) : [];
  return { row, runs, next: next.map(({ startsAt }) => startsAt) };
}

async function listRuns(where: Prisma.ScheduleRunWhereInput, take: number): Promise<RunRow[]> {
  const rows = await db.scheduleRun.findMany({
    where,
    orderBy: [{ plannedFor: "desc" }, { id: "asc" }],
    take,
    select: { id: true, plannedFor: true, decidedAt: true, state: true, reason: true, image: { select: { name: true } }, build: { select: { version: true, status: true } } },
  });
  return rows.map(({ image, ...run }) => ({ ...run, imageName: image.name }));
}
