import { Download } from "lucide-react";
import type { Metadata } from "next";
import { AuditFilter } from "#components/admin/audit/audit-filter.tsx";
import { AuditList } from "#components/admin/audit/audit-list.tsx";
import { ChainCheck } from "#components/admin/audit/chain-check.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { Pager } from "#components/admin/pager.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { listAudit, listAuditWords } from "#lib/audit/data.ts";
import { changesBetween } from "#lib/audit/rules.ts";
import { auditViewSchema, filterOf, queryOf } from "#lib/audit/schema.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { checkAudit } from "./actions.ts";

export const metadata: Metadata = { title: "Audit", robots: { index: false } };

const shown = 50;

export default async function AuditPage({ searchParams }: PageProps<"/admin/audit">) {
  const view = auditViewSchema.parse(await searchParams);
  const actor = await admitToPage("audit:read", `/admin/audit${queryOf(view)}`);
  const [rows, words] = await Promise.all([listAudit(actor, filterOf(view), { before: view.before, limit: shown + 1 }), listAuditWords(actor)]);
  const entries = rows.slice(0, shown).map((row) => ({ ...row, changes: changesBetween(row.before, row.after) }));
  const last = rows.length > shown ? entries.at(-1) : undefined;
  return (
    <>
      <PageHead title="Audit" lead="Who did what, newest first. No row is ever changed or removed: each carries a hash over what it says and over the hash of the row before it. The check recomputes them all, as npm run audit -- check does." />
      <div className="mb-8">
        <ChainCheck check={checkAudit} />
      </div>
      <AuditFilter view={view} {...words} />
      <Section
        id="rows"
        title="Rows"
        aside={
          <a href={`/admin/audit/export.jsonl${queryOf({ ...view, before: undefined })}`} download className="link inline-flex items-center gap-2">
            <Download size={16} aria-hidden />
            Export as JSON Lines
          </a>
        }
      >
        {entries.length === 0 ? <Empty title={view.before ? "There are no older rows." : "No row fits."} /> : <AuditList entries={entries} />}
        <Pager
          label="Pages of the audit"
          newest={view.before ? { href: `/admin/audit${queryOf({ ...view, before: undefined })}#rows`, title: "Newest rows" } : null}
          older={last && { href: `/admin/audit${queryOf({ ...view, before: last.sequence })}#rows`, title: "Older rows" }}
        />
      </Section>
    </>
  );
}
