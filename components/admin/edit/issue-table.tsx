import { CircleCheck, CircleDot, TriangleAlert } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, None, row, Table } from "#components/ui/table.tsx";
import { Day } from "#components/ui/when.tsx";
import type { IssueRow } from "#lib/edits/issues/schema.ts";
import { EditedChip } from "./title.tsx";

/** The state of an issue: resolved, or how grave it is. */
export function IssueState({ severity, isResolved }: { severity: string; isResolved: boolean }) {
  if (isResolved) return <Chip tone="ok" icon={CircleCheck} word="resolved" />;
  return <Chip tone={severity === "low" ? "quiet" : severity === "medium" ? "attention" : "bad"} icon={severity === "low" ? CircleDot : TriangleAlert} word={severity} />;
}

/** The known issues, open ones first. */
export function IssueTable({ issues }: { issues: IssueRow[] }) {
  return (
    <Table folds="line" caption="Known issues" columns={[{ title: "Issue" }, { title: "State" }, { title: "Known since" }, { title: "Concerns" }, { title: "Origin" }]}>
      {issues.map(({ slug, title, severity, openedOn, resolvedOn, concerns, isEdited }) => (
        <tr key={slug} className={row}>
          <th scope="row" className={`${cell} min-w-[16rem] py-1.5 font-normal`}>
            <PageLink href={`/admin/catalog/issues/${slug}`} className="link">
              {title}
            </PageLink>
          </th>
          <td className={cell}>
            <IssueState severity={severity} isResolved={resolvedOn !== null} />
          </td>
          <td data-label="Known since" className={cell}>
            <Day at={openedOn} />
          </td>
          <td data-label="Concerns" className={cell}>{concerns}</td>
          <td className={cell}>{isEdited ? <EditedChip /> : <None word="files" />}</td>
        </tr>
      ))}
    </Table>
  );
}
