import type { Metadata } from "next";
import { CatalogHead } from "#components/admin/edit/catalog-head.tsx";
import { FamilyTable } from "#components/admin/edit/family-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { listFamilyRows } from "#lib/edits/families/data.ts";

export const metadata: Metadata = { title: "Flavors", robots: { index: false } };

export default async function FamiliesPage() {
  const actor = await admitToPage("admin:view", "/admin/catalog/flavors");
  const families = await listFamilyRows(actor);
  return (
    <>
      <CatalogHead part="flavors" title="Flavors" lead="The machines of the cloud, and what each demands of an image." add="Add a flavor family" mayAdd={isAllowed(actor.roles, "catalog:edit")} />
      {families.length === 0 ? <Empty title="There is none yet.">Add one above, or load the catalog that comes with the portal.</Empty> : <FamilyTable families={families} />}
    </>
  );
}
