import { formatBytes, formatDay } from "#components/ui/format.ts";
import type { Capacity } from "#lib/capacity/schema.ts";
import { canvas, curvesOf } from "./scale.ts";

const monthDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** What the store held in the last 30 days, and will hold in the next 30 if it goes on like this. Words stand beside the drawing, which is stretched. */
export function CapacityChart({ capacity, now }: { capacity: Capacity; now: Date }) {
  const { held, heldArea, forecast, full, today, levels, days } = curvesOf(capacity, now);
  const before = capacity.history[0]?.bytes ?? 0;
  const label = `Bytes held: ${formatBytes(before)} 30 days ago, ${formatBytes(capacity.usedBytes)} now${capacity.fullOn ? `, disk full on ${formatDay(capacity.fullOn)}` : ""}`;
  const line = "[vector-effect:non-scaling-stroke]";
  return (
    <figure className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
      <div aria-hidden className="-my-2.5 flex flex-col justify-between text-right text-sm text-soft tabular-nums">
        {levels.map((level) => (
          <span key={level}>{level}</span>
        ))}
      </div>
      <svg role="img" aria-label={label} viewBox={`0 0 ${canvas.width} ${canvas.height}`} preserveAspectRatio="none" className="h-48 w-full border-b border-l border-line-strong">
        {levels.map((level, at) => (
          <line key={level} x1={0} x2={canvas.width} y1={(at / (levels.length - 1)) * canvas.height} y2={(at / (levels.length - 1)) * canvas.height} className={`stroke-line ${line}`} />
        ))}
        <line x1={today} x2={today} y1={0} y2={canvas.height} className={`stroke-line-strong ${line}`} />
        <path d={heldArea} className="fill-accent-wash" />
        <path d={held} fill="none" strokeWidth={2} className={`stroke-accent ${line}`} />
        {forecast && <path d={forecast} fill="none" strokeWidth={2} strokeDasharray="5 4" className={`stroke-accent ${line}`} />}
        {full !== null && <line x1={0} x2={canvas.width} y1={full} y2={full} strokeWidth={2} className={`stroke-bad ${line}`} />}
      </svg>
      <div aria-hidden className="col-start-2 mt-1 flex justify-between text-sm text-soft">
        {days.map((day, at) => (
          <span key={day.getTime()} className={at % 2 === 1 ? "hidden sm:inline" : undefined}>
            {at === 2 ? "today" : monthDay.format(day)}
          </span>
        ))}
      </div>
      <figcaption className="col-span-2 mt-2 text-sm text-soft">
        Files of builds, held until today{forecast ? "; dashed: if it goes on as in the last 30 days" : ""}
        {full === null ? "." : "; red: the disk is full."}
      </figcaption>
    </figure>
  );
}
