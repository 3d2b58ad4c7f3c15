import type { Metadata } from "next";
import { CatalogTabs } from "#components/admin/edit/catalog-tabs.tsx";
import { FamilyTable } from "#components/admin/edit/family-table.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { button } from "#components/ui/button.ts";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { listFamilyRows } from "#lib/edits/families/data.ts";

export const metadata: Metadata = { title: "Flavors", robots: { index: false } };

export default async function FamilysPage() {
  const actor = await admitToPage("admin:view", "/admin/catalog/flavors");
  const families = await listFamilyRows(actor);
  return (
    <>
      <PageHead
        title="Flavors"
        lead="The machines of the cloud, and what each demands of an image."
        action={
          isAllowed(actor.roles, "catalog:edit") && (
            <PageLink href="/admin/catalog/flavors/new" className={button.secondary}>
              Add a flavor family
            </PageLink>
          )
        }
      />
      <CatalogTabs current="/admin/catalog/flavors" />
      {families.length === 0 ? <Empty title="There is none yet.">Add one above, or load the catalog that comes with the portal.</Empty> : <FamilyTable families={families} />}
    </>
  );
}
