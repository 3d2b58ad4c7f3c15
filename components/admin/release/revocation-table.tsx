import { ImageLink } from "#components/admin/image-link.tsx";
import { cell, None, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { RevocationRow } from "#lib/revocations/schema.ts";
import { reasonWords, severityWords } from "./revocation-fields.ts";

/** What was withdrawn, why, by whom, and what its users should take. */
export function RevocationTable({ revocations }: { revocations: RevocationRow[] }) {
  return (
    <Table folds="line" caption="Revoked builds" columns={["Build", "When", "Why", "Use instead", "Latest today", "By"].map((title) => ({ title }))}>
      {revocations.map(({ image, version, at, reason, severity, explanation, replacementVersion, latestVersion, by }) => (
        <tr key={`${image} ${version}`} className={row}>
          <th scope="row" className={`${cell} py-2 align-top font-normal`}>
            <ImageLink href={`/images/${image}/${version}`} image={image} version={version} />
          </th>
          <td className={`${cell} py-2 align-top`}>
            <When at={at} />
          </td>
          <td className={`${cell} whole min-w-64 py-2 align-top`}>
            {reasonWords[reason]}, {severityWords[severity].toLowerCase()}
            <span className="block text-sm text-soft wrap-anywhere">{explanation}</span>
          </td>
          <td data-label="Use instead" className={`${cell} py-2 align-top font-mono whitespace-nowrap`}>{replacementVersion ?? <None word="nothing named" />}</td>
          <td data-label="Latest today" className={`${cell} py-2 align-top font-mono whitespace-nowrap`}>{latestVersion ?? "none"}</td>
          <td data-label="By" className={`${cell} max-w-56 min-w-36 py-2 align-top wrap-anywhere`}>{by}</td>
        </tr>
      ))}
    </Table>
  );
}
