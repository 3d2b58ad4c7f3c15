import { DefinitionList } from "#components/ui/definition-list.tsx";
import { formatExact } from "#components/ui/format.ts";
import { Hex } from "#components/ui/hex.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { queryOf } from "#lib/audit/schema.ts";
import type { ShownEntry } from "./audit-list.tsx";
import { ChangeTable } from "./change-table.tsx";

/** All that one row of the audit says, with ways to what else this person did and what else happened to the object. */
export function AuditDetails({ entry: { sequence, at, actorName, action, objectKind, objectId, changes, hash, previousHash }}: { entry: ShownEntry }) {
  return (
    <div className="flex flex-col gap-4">
      <ChangeTable changes={changes} title={`row ${sequence}`} />
      <DefinitionList
        long
        items={[
          { term: "When", value: <time dateTime={at.toISOString()}>{formatExact(at)}</time> },
          { term: "Who", value: <Same href={`/admin/audit${queryOf({ actor: actorName })}`} text={actorName} what="all their acts" /> },
          { term: "What", value: <Same href={`/admin/audit${queryOf({ action })}`} text={action} what="all of these" /> },
          { term: "To what", value: <Same href={`/admin/audit${queryOf({ kind: objectKind, object: objectId })}`} text={`${objectKind} ${objectId}`} what="its whole history" /> },
          { term: "Hash", value: <Hex value={hash} label={`Copy the hash of row ${sequence}`} /> },
          { term: "Row before it", value: <Hex value={previousHash} label={`Copy the hash before row ${sequence}`} /> },
        ]}
      />
    </div>
  );
}

function Same({ href, text, what }: { href: string; text: string; what: string }) {
  return (
    <span className="flex flex-wrap gap-x-4">
      <span className="wrap-anywhere">{text}</span>
      <PageLink href={href} className="link text-sm">
        {what}
      </PageLink>
    </span>
  );
}
