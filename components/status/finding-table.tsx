import { CircleAlert, CircleCheck, CircleDot } from "lucide-react";
import { Breakable } from "#components/ui/breakable.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { StatusFinding } from "#lib/registrations/status/schema.ts";
import { useText } from "#lib/text.ts";
import { kindKeys } from "./words.ts";

/** Everything that was found wrong in the clouds, open ones first, and how it ended. */
export function FindingTable({ findings }: { findings: StatusFinding[] }) {
  const t = useText("status");
  if (findings.length === 0) {
    return (
      <Empty title={t("noFindings")}>
        <p>{t("noFindingsLead")}</p>
      </Empty>
    );
  }
  return (
    <Table caption={t("findingsTable")} columns={[{ title: t("what") }, { title: t("image") }, { title: t("when") }, { title: t("outcome") }]} folds>
      {findings.map(({ cloud, image, kind, detail, foundAt, ...end }) => (
        <tr key={`${cloud} ${image} ${kind} ${foundAt.toISOString()} ${detail}`} className={row}>
          <td className={`whole ${cell} min-w-[15rem] py-2`}>
            <span className="font-medium">{t(kindKeys[kind])}</span>
            <span lang="en" className="block text-sm wrap-anywhere text-soft">
              {detail}
            </span>
          </td>
          <td className={`whole ${cell} min-w-[13rem]`}>
            <span className="font-mono wrap-anywhere">
              <Breakable text={image} />
            </span>
            <span className="block text-sm text-soft">{cloud}</span>
          </td>
          <td className={cell}>
            <When at={foundAt} />
          </td>
          <td className={cell}>
            <Outcome foundAt={foundAt} {...end} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Outcome({ foundAt, endedAt, repaired }: Pick<StatusFinding, "foundAt" | "endedAt" | "repaired">) {
  const t = useText("status");
  if (!endedAt) return <Chip tone="bad" icon={CircleAlert} word={t("open")} />;
  const seconds = Math.floor((endedAt.getTime() - foundAt.getTime()) / 1_000);
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Chip tone={repaired ? "ok" : "quiet"} icon={repaired ? CircleCheck : CircleDot} word={t(repaired ? "repaired" : "over")} />
      <span className="text-sm text-soft">{seconds < 120 ? t("lasted", { seconds }) : t("lastedMinutes", { minutes: Math.round(seconds / 60) })}</span>
    </span>
  );
}
