import { Bytes } from "#components/ui/bytes.tsx";
import { formatDuration } from "#components/ui/format.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { BuildRow } from "#lib/builds/schema.ts";
import { useLocale, useText } from "#lib/text.ts";
import { ChannelChip, StatusChip } from "./status-chip.tsx";

/** The builds of an image, newest first. */
export function BuildTable({ image, builds }: { image: string; builds: BuildRow[] }) {
  const t = useText("build");
  const locale = useLocale();
  const columns = [
    { title: t("table.version") },
    { title: t("table.state") },
    { title: t("table.when") },
    { title: t("table.took"), className: "text-right" },
    { title: t("table.tests"), className: "text-right" },
    { title: t("table.size"), className: "text-right" },
    { title: t("table.cause"), className: "pl-4" },
  ];
  return (
    <Table caption={t("table.caption", { image })} columns={columns} folds="line">
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
          <td data-label={t("table.took")} className={`${cell} text-right whitespace-nowrap`}>{build.startedAt && build.finishedAt ? formatDuration(build.finishedAt.getTime() - build.startedAt.getTime(), locale) : "–"}</td>
          <td data-label={t("table.tests")} className={`${cell} text-right whitespace-nowrap`}>{build.tests.total > 0 ? `${build.tests.passed}/${build.tests.total}` : "–"}</td>
          <td data-label={t("table.size")} className={`${cell} text-right`}>{build.sizeBytes === null ? "–" : <Bytes value={build.sizeBytes} />}</td>
          <td data-label={t("table.cause")} className={`${cell} pl-4 whitespace-nowrap text-soft`}>{t(`trigger.${build.trigger}`)}</td>
        </tr>
      ))}
    </Table>
  );
}
