import type { Metadata } from "next";
import { CatalogTabs } from "#components/admin/edit/catalog-tabs.tsx";
import { RecentEdits } from "#components/admin/edit/recent-edits.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { listRecentEdits } from "#lib/edits/data.ts";

export const metadata: Metadata = { title: "Catalog", robots: { index: false } };

export default async function CatalogPage() {
  const actor = await admitToPage("admin:view", "/admin/catalog");
  return (
    <>
      <PageHead title="Catalog" lead="The catalog comes from files with each version of the portal. What is edited here stays as it is until somebody takes the catalog's own values back." />
      <CatalogTabs current="/admin/catalog" />
      <RecentEdits edits={await listRecentEdits(actor)} />
    </>
  );
}
