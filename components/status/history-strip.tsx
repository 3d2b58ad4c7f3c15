import type { HistoryDay } from "#lib/registrations/status/schema.ts";
import { useText } from "#lib/text.ts";

const pitch = 4;
const height = 16;

/** One row of cells, a day each, today at the right end. The days of one state are one path: 90 cells are three elements. */
export function HistoryStrip({ promise, days }: { promise: string; days: HistoryDay[] }) {
  const t = useText("status");
  const cells = (state: HistoryDay["state"]) => days.flatMap((day, at) => (day.state === state ? [`M${at * pitch} 0h3v${height}h-3z`] : [])).join("");
  const broken = days.filter(({ state }) => state === "broken");
  const label = t("historyLabel", { promise, broken: broken.length, unseen: days.filter(({ state }) => state === "unseen").length });
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${days.length * pitch - 1} ${height}`} preserveAspectRatio="none" className="h-4 w-full max-w-[540px]">
      <title>{broken.length > 0 ? `${label}: ${broken.map(({ day }) => day).join(", ")}` : label}</title>
      <path d={cells("unseen")} className="fill-line" />
      <path d={cells("kept")} className="fill-ok opacity-60" />
      <path d={cells("broken")} className="fill-bad" />
    </svg>
  );
}
