import { ChevronRight, Cog, KeyRound, User } from "lucide-react";
import { PageLink } from "#components/ui/page-link.tsx";
import { When } from "#components/ui/when.tsx";
import { queryOf, type AuditEntry } from "#lib/audit/schema.ts";
import { ChangeTable, type ChangeRow } from "./change-table.tsx";

export type ShownEntry = AuditEntry & { changes: ChangeRow[] };

const actors = { system: { icon: Cog, word: "the factory" }, user: { icon: User, word: "a person" }, token: { icon: KeyRound, word: "a token" } };

/** Rows of the audit, newest first; each opens to what it changed. */
export function AuditList({ entries }: { entries: ShownEntry[] }) {
  return (
    <ol className="border-t border-line" aria-label="Acts">
      {entries.map((entry) => (
        <li key={String(entry.sequence)} className="border-b border-line">
          <Row entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function Row({ entry }: { entry: ShownEntry }) {
  const { sequence, at, actorKind, actorName, action, objectKind, objectId, changes } = entry;
  const { icon: Icon, word } = actors[actorKind];
  return (
    <details className="group">
      <summary className="grid min-h-10 list-none grid-cols-[1fr_auto] items-center gap-x-4 py-1.5 hover:bg-sunken md:grid-cols-[4.5rem_8rem_minmax(8rem,1fr)_minmax(0,1fr)_minmax(0,1.4fr)_1.25rem]">
        <span className="text-sm text-soft tabular-nums">{String(sequence)}</span>
        <span className="text-sm text-soft">
          <When at={at} />
        </span>
        <span className="col-span-2 flex min-w-0 items-center gap-2 md:col-span-1" title={`By ${word}`}>
          <Icon size={16} aria-hidden className="shrink-0 text-soft" />
          <span className="min-w-0 wrap-anywhere">{actorName}</span>
        </span>
        <span className="col-span-2 font-medium md:col-span-1">{action}</span>
        <span className="col-span-2 min-w-0 truncate text-sm text-soft md:col-span-1" title={`${objectKind} ${objectId}`}>
          {objectKind} <span className="font-mono">{objectId}</span>
        </span>
        <ChevronRight size={16} aria-hidden className="hidden text-soft group-open:rotate-90 md:block" />
      </summary>
      <div className="mb-4 border-l-2 border-line-strong pl-4 md:ml-[4.5rem]">
        <ChangeTable changes={changes} title={`row ${sequence}`} />
        <p className="mt-3 flex flex-wrap gap-x-4 text-sm">
          <PageLink href={`/admin/audit/${sequence}`} className="link">
            Link to row {String(sequence)}
          </PageLink>
          <PageLink href={`/admin/audit${queryOf({ actor: actorName })}`} className="link">
            all acts of {actorName}
          </PageLink>
          <PageLink href={`/admin/audit${queryOf({ action })}`} className="link">
            all of these acts
          </PageLink>
          <PageLink href={`/admin/audit${queryOf({ kind: objectKind, object: objectId })}`} className="link">
            history of this {objectKind}
          </PageLink>
        </p>
      </div>
    </details>
  );
}
