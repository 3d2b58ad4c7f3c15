import { Archive, CircleCheck } from "lucide-react";
import { Fold } from "#components/admin/fold.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import type { ImageRow } from "#lib/edits/images/schema.ts";
import { EditedChip } from "./title.tsx";

/** The images of the catalog: those that are active, and folded below them those that are retired. */
export function ImageTable({ images }: { images: ImageRow[] }) {
  const [active, retired] = [images.filter(({ state }) => state === "active"), images.filter(({ state }) => state === "retired")];
  return (
    <>
      <Rows caption="Active images" images={active} />
      {retired.length > 0 && (
        <Fold className="mt-4" title={retired.length === 1 ? "1 retired image" : `${retired.length} retired images`}>
          <Rows caption="Retired images" images={retired} />
        </Fold>
      )}
    </>
  );
}

function Rows({ caption, images }: { caption: string; images: ImageRow[] }) {
  return (
    <Table folds caption={caption} columns={[{ title: "Image" }, { title: "State" }, { title: "Summary" }, { title: "Hardware" }, { title: "Recipe" }, { title: "latest" }, { title: "Origin" }]}>
      {images.map(({ name, summary, state, architecture, firmware, recipeName, latestVersion, isEdited }) => (
        <tr key={name} className={row}>
          <th scope="row" className={`${cell} font-mono font-normal whitespace-nowrap`}>
            <PageLink href={`/admin/catalog/images/${name}`} className="link">
              {name}
            </PageLink>
          </th>
          <td data-label="State" className={cell}>{state === "active" ? <Chip tone="ok" icon={CircleCheck} word="active" /> : <Chip tone="quiet" icon={Archive} word="retired" />}</td>
          <td data-label="Summary" className={`${cell} min-w-[14rem] py-1.5`}>{summary}</td>
          <td data-label="Hardware" className={`${cell} whitespace-nowrap`}>
            {architecture}, {firmware}
          </td>
          <td data-label="Recipe" className={cell}>{recipeName ? "yes" : <span className="text-soft">none</span>}</td>
          <td data-label="latest" className={`${cell} font-mono whitespace-nowrap`}>{latestVersion ?? <span className="font-sans text-soft">none</span>}</td>
          <td data-label="Origin" className={cell}>{isEdited ? <EditedChip /> : <span className="text-soft">files</span>}</td>
        </tr>
      ))}
    </Table>
  );
}
