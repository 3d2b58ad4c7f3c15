import { CalendarCheck, CalendarMinus, CalendarX, CircleSlash, CircleX, LoaderCircle, type LucideIcon } from "lucide-react";
import { Chip, type Tone } from "#components/ui/chip.tsx";
import { formatMinute } from "#components/ui/format.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import type { RunRow, ScheduleRunState } from "#lib/schedule/schema.ts";

const nights = {
  skipped: { tone: "quiet", icon: CalendarMinus, word: "skipped" },
  missed: { tone: "attention", icon: CalendarX, word: "missed" },
} as const;

/** How the build of a night stands; every state that is not here is one of a build under way. */
const ends: Record<string, { tone: Tone; icon: LucideIcon; word: string }> = {
  published: { tone: "ok", icon: CalendarCheck, word: "built" },
  failed: { tone: "bad", icon: CircleX, word: "failed" },
  cancelled: { tone: "quiet", icon: CircleSlash, word: "cancelled" },
};

type Night = { imageName: string; state: ScheduleRunState; build: { version: string; status: string } | null };

/** What became of a night: its build and how that stands, or that there was none. */
function NightState({ imageName, state, build }: Night) {
  if (state !== "queued" || !build) return <Chip {...nights[state === "missed" ? "missed" : "skipped"]} />;
  return (
    <>
      <Chip {...(ends[build.status] ?? { tone: "running", icon: LoaderCircle, word: build.status })} />
      <PageLink href={`/images/${imageName}/${build.version}`} className="link font-mono">
        {build.version}
      </PageLink>
    </>
  );
}

/** The same, with the reason where there is no build. */
export function RunState({ reason, ...night }: Night & { reason: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <NightState {...night} />
      {!night.build && <span className="max-w-[40ch] min-w-0 text-sm break-words text-soft">{reason}</span>}
    </span>
  );
}

/** Nights that are decided, the newest first. */
export function RunTable({ runs }: { runs: RunRow[] }) {
  return (
    <Table folds="line" caption="Nights and what became of them" columns={[{ title: "Planned for (UTC)" }, { title: "Image" }, { title: "Outcome" }, { title: "Why" }]}>
      {runs.map(({ id, plannedFor, imageName, state, reason, build }) => (
        <tr key={id} className={row}>
          <th scope="row" className={`${cell} font-normal whitespace-nowrap`}>
            <time dateTime={plannedFor.toISOString()}>{formatMinute(plannedFor)}</time>
          </th>
          <td className={`${cell} font-mono`}>{imageName}</td>
          <td className={cell}>
            <span className="flex items-center gap-3">
              <NightState imageName={imageName} state={state} build={build} />
            </span>
          </td>
          <td className={`${cell} whole min-w-[18rem] py-2 break-words`}>{reason}</td>
        </tr>
      ))}
    </Table>
  );
}
