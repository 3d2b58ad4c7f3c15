import { Chip } from "#components/ui/chip.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import type { CloudStatus, LineStatus } from "#lib/registrations/status/schema.ts";
import { useText } from "#lib/text.ts";
import { promiseKeys, stateLooks } from "./words.ts";

/** The images of one cloud with the versions in their channels; those with a broken promise first. */
export function LineTable({ cloud: { name, lines } }: { cloud: CloudStatus }) {
  const t = useText("status");
  if (lines.length === 0) {
    return (
      <div className="mt-6">
        <Empty title={t("noLines")}>
          <p>{t("noLinesLead")}</p>
        </Empty>
      </div>
    );
  }
  const number = "text-right";
  const columns = [{ title: t("image") }, { title: "latest" }, { title: "prev" }, { title: t("hiddenCount"), className: number }, { title: t("promiseColumn"), className: "pl-4" }];
  return (
    <div className="mt-6">
      <Table caption={`${t("images")}: ${name}`} columns={columns} stacks>
        {lines.toSorted((a, b) => b.broken.length - a.broken.length).map((line) => (
          <tr key={line.line} className={row}>
            <th scope="row" className={`${cell} font-normal`}>
              <PageLink href={`/images/${line.image}`} className="link font-mono">
                {line.line}
              </PageLink>
            </th>
            <td data-label="latest" className={`${cell} font-mono whitespace-nowrap`}>{line.latest ?? t("noBuild")}</td>
            <td data-label="prev" className={`${cell} font-mono whitespace-nowrap`}>{line.prev ?? t("noBuild")}</td>
            <td data-label={t("hiddenCount")} className={`${cell} ${number}`}>{line.hidden}</td>
            <td data-label={t("promiseColumn")} className={`${cell} pl-4`}>
              <LinePromises line={line} />
            </td>
          </tr>
        ))}
      </Table>
    </div>
  );
}

function LinePromises({ line: { broken, pending } }: { line: LineStatus }) {
  const t = useText("status");
  if (broken.length === 0) return <span className="text-soft">{t(pending > 0 ? "underWay" : "allKept")}</span>;
  const { tone, icon } = stateLooks.broken;
  return (
    <span className="flex flex-wrap gap-1">
      {broken.map((invariant) => (
        <Chip key={invariant} tone={tone} icon={icon} word={t(promiseKeys[invariant])} />
      ))}
    </span>
  );
}
