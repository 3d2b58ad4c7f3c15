import { ImageLink } from "#components/admin/image-link.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, None, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { Assignment } from "#lib/channels/schema.ts";

const words: Record<Assignment["kind"], string> = { first: "First build", promotion: "Promotion", policy: "By policy", rollback: "Roll-back" };

/** Who made which build latest, when, why, and in place of which. */
export function AssignmentTable({ assignments }: { assignments: Assignment[] }) {
  return (
    <Table folds caption="Assignments of latest" columns={["Image", "Latest became", "In place of", "How", "By", "When", "Why"].map((title) => ({ title }))}>
      {assignments.map(({ id, image, version, displacedVersion, kind, by, askedBy, at, reason }) => (
        <tr key={id} className={row}>
          <th scope="row" className={`${cell} font-normal`}>
            <ImageLink href={`/admin/channels?image=${image}`} image={image} />
          </th>
          <td data-label="Latest became" className={cell}>
            <PageLink href={`/images/${image}/${version}`} className="link font-mono whitespace-nowrap">
              {version}
            </PageLink>
          </td>
          <td data-label="In place of" className={`${cell} font-mono whitespace-nowrap`}>{displacedVersion ?? <None word="nothing" />}</td>
          <td data-label="How" className={`${cell} whitespace-nowrap`}>{words[kind]}</td>
          <td data-label="By" className={`${cell} max-w-56 min-w-32 wrap-anywhere`}>{askedBy ? `${by}, asked by ${askedBy}` : by}</td>
          <td data-label="When" className={cell}>
            <When at={at} />
          </td>
          <td data-label="Why" className={`${cell} min-w-40 wrap-anywhere text-soft`}>{reason}</td>
        </tr>
      ))}
    </Table>
  );
}
