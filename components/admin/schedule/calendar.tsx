import { CalendarOff } from "lucide-react";
import { Breakable } from "#components/ui/breakable.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { CalendarDay } from "#lib/schedule/schema.ts";

const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" });
const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const shownPerDay = 6;

/** Two weeks, one row for each where there is room; on a phone a list of the days on which something runs. */
export function Calendar({ days }: { days: CalendarDay[] }) {
  return (
    <ol aria-label="Planned builds by day" className="md:grid md:grid-cols-7 md:border-t md:border-l md:border-line">
      {days.map(({ day, nights }) => (
        <li key={day.toISOString()} className={`min-w-0 border-line py-3 max-md:border-b md:min-h-28 md:border-r md:border-b md:px-2 ${nights.length === 0 ? "max-md:hidden" : ""}`}>
          <p className="mb-1 text-sm whitespace-nowrap">
            <time dateTime={day.toISOString().slice(0, 10)}>
              <span className="font-medium">{weekday.format(day)}</span> <span className="text-soft">{date.format(day)}</span>
            </time>
          </p>
          {nights.length === 0 ? (
            <p className="text-sm text-soft">nothing</p>
          ) : (
            <ul className="flex flex-col gap-1 text-sm">
              {nights.slice(0, shownPerDay).map(({ imageName, startsAt, obstacle }) => (
                <li key={`${imageName} ${startsAt.toISOString()}`} title={obstacle ?? undefined} className={`break-words ${obstacle ? "text-attention" : ""}`}>
                  <time dateTime={startsAt.toISOString()} className="tabular-nums">
                    {startsAt.toISOString().slice(11, 16)}
                  </time>{" "}
                  <PageLink href={`/admin/schedule/${encodeURIComponent(imageName)}`} className="font-mono underline-offset-2 hover:underline">
                    <Breakable text={imageName} />
                  </PageLink>
                  {obstacle && (
                    <span className="flex gap-1">
                      <CalendarOff size={16} aria-hidden className="mt-0.5 shrink-0" /> {obstacle.startsWith("Maintenance") ? "maintenance" : "paused"}
                    </span>
                  )}
                </li>
              ))}
              {nights.length > shownPerDay && <li className="text-soft">and {nights.length - shownPerDay} more</li>}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}
