import { PageLink } from "#components/ui/page-link.tsx";
import { cell, None, row, Table } from "#components/ui/table.tsx";
import type { CapabilityRow } from "#lib/edits/capabilities/schema.ts";
import { EditedChip } from "./title.tsx";

/** The capabilities by their bits, with who has and who demands them. */
export function CapabilityRows({ capabilities }: { capabilities: CapabilityRow[] }) {
  return (
    <Table folds="line" caption="Capabilities" columns={[{ title: "Bit", className: "text-right" }, { title: "Capability" }, { title: "Glance property" }, { title: "Meaning" }, { title: "Images", className: "text-right" }, { title: "Families", className: "text-right" }, { title: "Origin" }]}>
      {capabilities.map(({ bit, key, title, description, glanceProperty, glanceValue, images, families, isEdited }) => (
        <tr key={key} className={row}>
          <td data-label="Bit" className={`${cell} text-right`}>{bit}</td>
          <th scope="row" className={`${cell} py-1.5 font-normal`}>
            <PageLink href={`/admin/catalog/capabilities/${key}`} className="link">
              {title}
            </PageLink>
            <span className="block font-mono text-sm whitespace-nowrap text-soft">{key}</span>
          </th>
          <td className={`${cell} whole font-mono text-sm whitespace-nowrap`}>
            {glanceProperty}={glanceValue}
          </td>
          <td className={`${cell} whole min-w-[16rem] py-1.5 text-sm`}>{description}</td>
          <td data-label="Images" className={`${cell} text-right`}>{images}</td>
          <td data-label="Families" className={`${cell} text-right`} title={families.join(", ")}>
            {families.length}
          </td>
          <td className={cell}>{isEdited ? <EditedChip /> : <None word="files" />}</td>
        </tr>
      ))}
    </Table>
  );
}
