import { PageLink } from "#components/ui/page-link.tsx";
import { cell, None, row, Table } from "#components/ui/table.tsx";
import type { FamilyRow } from "#lib/edits/families/schema.ts";
import { EditedChip } from "./title.tsx";

const hypervisors = { xen: "Xen", kvm: "KVM", bare_metal: "bare metal" } as const;

/** The flavor families in the order of the image/flavor table. */
export function FamilyTable({ families }: { families: FamilyRow[] }) {
  return (
    <Table folds="line" caption="Flavor families" columns={[{ title: "Family" }, { title: "Title" }, { title: "Hypervisor" }, { title: "Architecture" }, { title: "Demands" }, { title: "Sizes", className: "text-right" }, { title: "Origin" }]}>
      {families.map(({ name, title, hypervisor, architecture, demands, sizes, isEdited }) => (
        <tr key={name} className={row}>
          <th scope="row" className={`${cell} font-mono font-normal whitespace-nowrap`}>
            <PageLink href={`/admin/catalog/flavors/${name}`} className="link inline-flex min-h-6 min-w-6 items-center">
              {name}
            </PageLink>
          </th>
          <td className={`${cell} min-w-[10rem]`}>{title}</td>
          <td className={`${cell} whitespace-nowrap`}>{hypervisors[hypervisor]}</td>
          <td className={cell}>{architecture}</td>
          <td data-label="Demands" className={`${cell} font-mono text-sm`}>{demands.join(", ") || <None word="nothing" />}</td>
          <td data-label="Sizes" className={`${cell} text-right`}>{sizes || <None word="none known" />}</td>
          <td className={cell}>{isEdited ? <EditedChip /> : <None word="files" />}</td>
        </tr>
      ))}
    </Table>
  );
}
