import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, None, row, Table } from "#components/ui/table.tsx";
import type { SizeRow } from "#lib/edits/families/schema.ts";
import { EditedChip } from "./title.tsx";

/** The known sizes of a family, smallest first. */
export function SizeTable({ family, sizes }: { family: string; sizes: SizeRow[] }) {
  if (sizes.length === 0) return <Empty title={`No size of ${family} is known here.`} />;
  const right = "text-right";
  return (
    <Table folds="line" caption={`Sizes of ${family}`} columns={[{ title: "Flavor" }, { title: "vCPU", className: right }, { title: "Memory", className: right }, { title: "Local root disk", className: right }, { title: "Origin" }]}>
      {sizes.map(({ name, vcpus, ramMib, diskGib, isEdited }) => (
        <tr key={name} className={row}>
          <th scope="row" className={`${cell} font-mono font-normal whitespace-nowrap`}>
            <PageLink href={`/admin/catalog/flavors/${family}/${name}`} className="link">
              {name}
            </PageLink>
          </th>
          <td data-label="vCPU" className={`${cell} ${right}`}>{vcpus}</td>
          <td data-label="Memory" className={`${cell} ${right} whitespace-nowrap`} title={`${ramMib} MiB`}>
            {ramMib % 1024 === 0 ? `${ramMib / 1024} GiB` : `${ramMib} MiB`}
          </td>
          <td data-label="Local root disk" className={`${cell} ${right} whitespace-nowrap`}>{diskGib === null ? <span className="text-soft">a volume</span> : `${diskGib} GiB`}</td>
          <td className={cell}>{isEdited ? <EditedChip /> : <None word="files" />}</td>
        </tr>
      ))}
    </Table>
  );
}
