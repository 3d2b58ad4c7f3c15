import { nightsOf, type Plan } from "./plan.ts";
import { obstacleAt, type Pause, type Window } from "./rules.ts";
import type { CalendarDay } from "./schema.ts";

const dayMs = 86_400_000;
export const calendarDays = 14;

type Row = { imageName: string; schedule: (Plan & { isOn: boolean }) | null; planFrom: Date | null };

/** What will run in the next two weeks, day by day (UTC), from today on; with what stands in the way of it as things are now. */
export function calendarOf(rows: Row[], { pause, windows }: { pause: Pause | null; windows: readonly Window[] }, now: Date): CalendarDay[] {
  const today = Math.floor(now.getTime() / dayMs) * dayMs;
  const end = new Date(today + calendarDays * dayMs - 1);
  const nights = rows
    .flatMap(({ imageName, schedule, planFrom }) =>
      schedule?.isOn ? nightsOf({ ...schedule, imageName }, new Date(Math.max(planFrom?.getTime() ?? 0, now.getTime() - dayMs / 12)), end).map(({ startsAt }) => ({ imageName, startsAt })) : [],
    )
    .filter(({ startsAt }) => startsAt > now)
    .map((night) => ({ ...night, obstacle: obstacleAt(night.startsAt, pause, windows) }))
    .sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
  return Array.from({ length: calendarDays }, (_, index) => {
    const day = new Date(today + index * dayMs);
    return { day, nights: nights.filter(({ startsAt }) => Math.floor(startsAt.getTime() / dayMs) * dayMs === day.getTime()) };
  });
}
