import { ImageLink } from "#components/admin/image-link.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, None, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { Assignment } from "#lib/channels/schema.ts";

const words: Record<Assignment["kind"], string> = { first: "First build", promotion: "Promotion", policy: "By policy", rollback: "Roll-back" };

/** Who made which build latest, when, why, and in place of which. */
export function AssignmentTable({ assignments, ofOneImage = false }: { assignments: Assignment[]; /** The page names the image already: the version names the row. */ ofOneImage?: boolean }) {
  const Version = ofOneImage ? "th" : "td";
  return (
    <Table folds="line" caption="Assignments of latest" columns={[...(ofOneImage ? [] : ["Image"]), "Latest became", "In place of", "How", "By", "When", "Why"].map((title) => ({ title }))}>
      {assignments.map(({ id, image, version, displacedVersion, kind, by, askedBy, at, reason }) => (
        <tr key={id} className={row}>
          {!ofOneImage && (
            <th scope="row" className={`${cell} font-normal`}>
              <ImageLink href={`/admin/channels?image=${image}`} image={image} />
            </th>
          )}
          <Version {...(ofOneImage ? { scope: "row" } : { "data-label": "Latest became" })} className={`${cell} font-normal`}>
            <PageLink href={`/images/${image}/${version}`} className="link font-mono whitespace-nowrap">
              {version}
            </PageLink>
          </Version>
          <td data-label="In place of" className={`${cell} font-mono whitespace-nowrap`}>{displacedVersion ?? <None word="nothing" />}</td>
          <td className={`${cell} whitespace-nowrap`}>{words[kind]}</td>
          <td data-label="By" className={`${cell} max-w-56 min-w-32 wrap-anywhere`}>{askedBy ? `${by}, asked by ${askedBy}` : by}</td>
          <td className={cell}>
            <When at={at} />
          </td>
          <td className={`${cell} whole min-w-40 wrap-anywhere text-soft`}>{reason}</td>
        </tr>
      ))}
    </Table>
  );
}
