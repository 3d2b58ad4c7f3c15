import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AuditDetails } from "#components/admin/audit/audit-details.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { findAuditEntry } from "#lib/audit/data.ts";
import { changesBetween } from "#lib/audit/rules.ts";
import { sequenceSchema } from "#lib/audit/schema.ts";
import { admitToPage } from "#lib/auth/session.ts";

type Props = PageProps<"/admin/audit/[sequence]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Audit row ${(await params).sequence}`, robots: { index: false } };
}

export default async function AuditRowPage({ params }: Props) {
  const parsed = sequenceSchema.safeParse((await params).sequence);
  if (!parsed.success) notFound();
  const sequence = parsed.data;
  const actor = await admitToPage("audit:read", `/admin/audit/${sequence}`);
  const [entry, older, newer] = await Promise.all([sequence, sequence - 1n, sequence + 1n].map((number) => findAuditEntry(actor, number)));
  if (!entry) notFound();
  return (
    <>
      <Breadcrumbs items={[{ href: "/admin/audit", title: "Audit" }]} />
      <h1 className="mt-1 mb-6 wrap-anywhere text-2xl font-semibold tracking-[-0.02em]">
        {entry.action} <span className="font-medium text-soft">row {String(sequence)}</span>
      </h1>
      <AuditDetails entry={{ ...entry, changes: changesBetween(entry.before, entry.after) }} />
      <nav aria-label="Neighbours in the chain" className="mt-6 flex flex-wrap gap-6">
        {older && (
          <PageLink href={`/admin/audit/${older.sequence}`} className="link">
            Row {String(older.sequence)}, before it
          </PageLink>
        )}
        {newer && (
          <PageLink href={`/admin/audit/${newer.sequence}`} className="link">
            Row {String(newer.sequence)}, after it
          </PageLink>
        )}
      </nav>
    </>
  );
}
