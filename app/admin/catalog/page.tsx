import type { Metadata } from "next";
import { CatalogTabs } from "#components/admin/edit/catalog-tabs.tsx";
import { RecentEdits } from "#components/admin/edit/recent-edits.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { listRecentEdits } from "#lib/edits/data.ts";

export const metadata: Metadata = { title: "Catalog", robots: { index: false } };

export default async function CatalogPage() {
  const actor = await admitToPage("admin:view", "/admin/catalog");
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">Catalog</h1>
      <CatalogTabs current="/admin/catalog" />
      <p className="mb-6 max-w-[72ch] text-soft">The catalog comes from files with each version of the portal. What is edited here stays as it is until somebody takes the catalog's own values back.</p>
      <RecentEdits edits={await listRecentEdits(actor)} />
    </>
  );
}
