import { Breakable } from "#components/ui/breakable.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import type { CloudStatus, LineStatus } from "#lib/registrations/status/schema.ts";
import { useText } from "#lib/text.ts";
import { promiseKeys, stateLooks } from "./words.ts";

type Props = { cloud: CloudStatus; /** Those of its lines that are shown. */ lines: LineStatus[] };

/** Images of one cloud with the versions in their channels, and how many there are beside them. */
export function LineTable({ cloud: { name, lines }, lines: shown }: Props) {
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
  const others = lines.length - shown.length;
  const number = "text-right";
  const columns = [{ title: t("image") }, { title: t("promiseColumn") }, { title: "latest" }, { title: "prev" }, { title: t("hiddenCount"), className: number }];
  return (
    <div className="mt-6">
      {shown.length > 0 && (
        <Table caption={`${t("images")}: ${name}`} columns={columns} folds>
          {shown.map((line) => (
            <tr key={line.line} className={row}>
              <th scope="row" className={`${cell} min-w-[10rem] py-1.5 font-normal`}>
                <PageLink href={`/images/${line.image}`} className="link font-mono">
                  <Breakable text={line.line} />
                </PageLink>
              </th>
              <td data-label={t("promiseColumn")} className={`${cell} min-w-[8.5rem] py-1.5`}>
                <LinePromises line={line} />
              </td>
              <td data-label="latest" className={`${cell} font-mono whitespace-nowrap`}>{line.latest ?? t("noBuild")}</td>
              <td data-label="prev" className={`${cell} font-mono whitespace-nowrap`}>{line.prev ?? t("noBuild")}</td>
              <td data-label={t("hiddenCount")} className={`${cell} ${number}`}>{line.hidden}</td>
            </tr>
          ))}
        </Table>
      )}
      {others > 0 && (
        <p className="mt-3 text-soft">
          {t("othersKept", { count: others })}{" "}
          <PageLink href={`/status?images=${encodeURIComponent(name)}`} scroll={false} className="link">
            {t("showImages", { count: lines.length })}
          </PageLink>
        </p>
      )}
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
