import { Bytes } from "#components/ui/bytes.tsx";
import { formatDuration } from "#components/ui/format.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { BuildRow, BuildTrigger } from "#lib/builds/schema.ts";
import { ChannelChip, StatusChip } from "./status-chip.tsx";

const triggers: Record<BuildTrigger, string> = { first_start: "first start", manual: "on demand", nightly: "nightly", security: "security" };

// A phone shows what tells builds apart; the rest is on their pages.
const wide = "hidden sm:table-cell";

const columns = [
  { title: "Version" },
  { title: "State" },
  { title: "When" },
  { title: "Took", className: `text-right ${wide}` },
  { title: "Tests", className: "text-right" },
  { title: "Size", className: `text-right ${wide}` },
  { title: "Cause", className: `pl-4 ${wide}` },
];

/** The builds of an image, newest first. */
export function BuildTable({ image, builds }: { image: string; builds: BuildRow[] }) {
  return (
    <Table caption={`Builds of ${image}`} columns={columns}>
      {builds.map((build) => (
        <tr key={build.version} className={row}>
          <th scope="row" className={`${cell} font-mono font-normal whitespace-nowrap`}>
            <PageLink href={`/images/${image}/${build.version}`} className="link">
              {build.version}
            </PageLink>
          </th>
          <td className={cell}>
            <span className="flex flex-wrap gap-1.5 py-1" title={build.failureReason ?? undefined}>
              <StatusChip build={build} />
              {build.channel && <ChannelChip name={build.channel} />}
            </span>
          </td>
          <td className={`${cell} text-soft`}>
            <When at={build.finishedAt ?? build.startedAt ?? build.queuedAt} />
          </td>
          <td className={`${cell} text-right whitespace-nowrap ${wide}`}>{build.startedAt && build.finishedAt ? formatDuration(build.finishedAt.getTime() - build.startedAt.getTime()) : "–"}</td>
          <td className={`${cell} text-right whitespace-nowrap`}>{build.tests.total > 0 ? `${build.tests.passed}/${build.tests.total}` : "–"}</td>
          <td className={`${cell} text-right ${wide}`}>{build.sizeBytes === null ? "–" : <Bytes value={build.sizeBytes} />}</td>
          <td className={`${cell} pl-4 whitespace-nowrap text-soft ${wide}`}>{triggers[build.trigger]}</td>
        </tr>
      ))}
    </Table>
  );
}
