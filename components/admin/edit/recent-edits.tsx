import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { EditKind, RecentEdit } from "#lib/edits/schema.ts";

const kinds: Record<EditKind, { title: string; folder: string }> = {
  image: { title: "Image", folder: "images" },
  "flavor-family": { title: "Flavor family", folder: "flavors" },
  flavor: { title: "Flavor", folder: "flavors" },
  capability: { title: "Capability", folder: "capabilities" },
  "known-issue": { title: "Known issue", folder: "issues" },
};
const words = { create: "made", edit: "changed", reset: "back to the files" } as const;

/** Where an object of a kind is edited; a flavor stands with its family, whose name its own begins with. */
function hrefOf({ kind, name, family }: RecentEdit): string {
  const path = kind === "flavor" ? `${family ?? ""}/${name}` : name;
  return `/admin/catalog/${kinds[kind].folder}/${path}`;
}

/** What was edited last, over the whole catalog. */
export function RecentEdits({ edits }: { edits: RecentEdit[] }) {
  if (edits.length === 0) return <Empty title="Nothing has been edited here yet.">The catalog stands as its files have it. Choose a part of it above.</Empty>;
  return (
    <Table folds caption="Recent edits" columns={[{ title: "What" }, { title: "Kind" }, { title: "Edit" }, { title: "By" }, { title: "When" }]}>
      {edits.map((edit) => (
        <tr key={edit.sequence} className={row}>
          <th scope="row" className={`${cell} font-mono font-normal`}>
            <PageLink href={hrefOf(edit)} className="link">
              {edit.name}
            </PageLink>
          </th>
          <td data-label="Kind" className={cell}>{kinds[edit.kind].title}</td>
          <td data-label="Edit" className={cell}>{words[edit.act]}</td>
          <td data-label="By" className={cell}>{edit.by}</td>
          <td data-label="When" className={cell}>
            <When at={edit.at} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
