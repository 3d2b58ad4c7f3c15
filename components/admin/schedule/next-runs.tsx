import { formatExact } from "#components/ui/format.ts";

const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" });

/** Times to come, one per line, in UTC and in the plan's own zone. `at`: ISO 8601. */
export function NextRuns({ at, timeZone }: { at: string[]; timeZone: string }) {
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  return (
    <ol aria-label="Next runs" className="tabular-nums">
      {at.map((text) => (
        <li key={text} className="flex flex-wrap gap-x-3">
          <span className="w-24 text-soft">{day.format(new Date(text))}</span>
          <time dateTime={text}>{formatExact(new Date(text))}</time>
          {timeZone !== "UTC" && (
            <span className="text-soft">
              {clock.format(new Date(text))} {timeZone}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
