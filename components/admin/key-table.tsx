import { CalendarClock, KeyRound, TriangleAlert } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { groupsOfFour } from "#components/ui/format.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { Day, When } from "#components/ui/when.tsx";
import type { PublishedKey } from "#lib/keys/schema.ts";

/** The keys that sign or will sign, with the end of their validity. */
export function KeyTable({ keys }: { keys: PublishedKey[] }) {
  return (
    <Table folds caption="Signing keys" columns={[{ title: "Key" }, { title: "State" }, { title: "Algorithm" }, { title: "Valid until" }]}>
      {keys.map(({ fingerprint, standing, algorithm, validUntil }) => (
        <tr key={fingerprint} className={row}>
          <th scope="row" className={`${cell} font-normal`}>
            <PageLink href={`/keys#key-${fingerprint}`} className="link hex whitespace-nowrap">
              … {groupsOfFour(fingerprint.slice(-16)).join(" ")}
            </PageLink>
          </th>
          <td data-label="State" className={cell}>
            <KeyState standing={standing} />
          </td>
          <td data-label="Algorithm" className={cell}>{algorithm}</td>
          <td data-label="Valid until" className={`${cell} whitespace-nowrap`}>
            {validUntil ? (
              <>
                <Day at={validUntil} />, <When at={validUntil} />
              </>
            ) : (
              "no end"
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function KeyState({ standing }: { standing: PublishedKey["standing"] }) {
  if (standing === "active") return <Chip tone="ok" icon={KeyRound} word="signs" />;
  return standing === "planned" ? <Chip tone="quiet" icon={CalendarClock} word="planned" /> : <Chip tone="bad" icon={TriangleAlert} word={standing} />;
}
