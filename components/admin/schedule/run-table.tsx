import { CalendarCheck, CalendarMinus, CalendarX } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { formatMinute } from "#components/ui/format.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import type { RunRow, ScheduleRunState } from "#lib/schedule/schema.ts";

const looks = {
  queued: { tone: "ok", icon: CalendarCheck, word: "built" },
  skipped: { tone: "quiet", icon: CalendarMinus, word: "skipped" },
  missed: { tone: "attention", icon: CalendarX, word: "missed" },
} as const;

type Build = { imageName: string; version: string; status?: string } | null;

/** What became of a night: the build with its state, or the reason why there is none. */
export function RunState({ state, reason, build }: { state: ScheduleRunState; reason: string; build: Build }) {
  const { tone, icon, word } = looks[state];
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Chip tone={tone} icon={icon} word={word} title={reason} />
      {build ? (
        <span>
          <PageLink href={`/images/${build.imageName}/${build.version}`} className="link font-mono">
            {build.version}
          </PageLink>
          {build.status && `, ${build.status}`}
        </span>
      ) : (
        <span className="max-w-[40ch] min-w-0 text-sm break-words text-soft">{reason}</span>
      )}
    </span>
  );
}

/** Nights that are decided, the newest first. */
export function RunTable({ runs }: { runs: RunRow[] }) {
  return (
    <Table caption="Nights and what became of them" columns={[{ title: "Planned for (UTC)" }, { title: "Image" }, { title: "Outcome" }, { title: "Why" }]}>
      {runs.map(({ id, plannedFor, imageName, state, reason, version }) => (
        <tr key={id} className={row}>
          <th scope="row" className={`${cell} font-normal whitespace-nowrap`}>
            <time dateTime={plannedFor.toISOString()}>{formatMinute(plannedFor)}</time>
          </th>
          <td className={`${cell} font-mono`}>{imageName}</td>
          <td className={cell}>
            <span className="flex items-center gap-3">
              <Chip {...looks[state]} />
              {version && (
                <PageLink href={`/images/${imageName}/${version}`} className="link font-mono">
                  {version}
                </PageLink>
              )}
            </span>
          </td>
          <td className={`${cell} min-w-[18rem] py-2 break-words`}>{reason}</td>
        </tr>
      ))}
    </Table>
  );
}
