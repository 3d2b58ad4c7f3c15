import { Archive, CircleCheck } from "lucide-react";
import { ImageLink } from "#components/admin/image-link.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { cell, None, row, Table } from "#components/ui/table.tsx";
import type { ImageRow } from "#lib/edits/images/schema.ts";
import { EditedChip } from "./title.tsx";

/** Images of the catalog with what each needs and offers. */
export function ImageTable({ images }: { images: ImageRow[] }) {
  return (
    <Table folds="line" caption="Images" columns={[{ title: "Image" }, { title: "State" }, { title: "Summary" }, { title: "Hardware" }, { title: "Recipe" }, { title: "latest" }, { title: "Origin" }]}>
      {images.map(({ name, summary, state, architecture, firmware, recipeName, latestVersion, isEdited }) => (
        <tr key={name} className={row}>
          <th scope="row" className={`${cell} font-normal`}>
            <ImageLink href={`/admin/catalog/images/${name}`} image={name} />
          </th>
          <td className={cell}>{state === "active" ? <Chip tone="ok" icon={CircleCheck} word="active" /> : <Chip tone="quiet" icon={Archive} word="retired" />}</td>
          <td className={`${cell} whole min-w-[14rem] py-1.5`}>{summary}</td>
          <td className={`${cell} whitespace-nowrap`}>
            {architecture}, {firmware}
          </td>
          <td data-label="Recipe" className={cell}>{recipeName ? "yes" : <None word="none" />}</td>
          <td data-label="latest" className={`${cell} font-mono whitespace-nowrap`}>{latestVersion ?? <None word="none" />}</td>
          <td className={cell}>{isEdited ? <EditedChip /> : <None word="files" />}</td>
        </tr>
      ))}
    </Table>
  );
}
