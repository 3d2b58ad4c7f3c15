import type { Metadata } from "next";
import { EditForm } from "#components/admin/edit/edit-form.tsx";
import { EditTitle } from "#components/admin/edit/title.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { readFamilyFields } from "#lib/edits/families/data.ts";
import { familyNameField, newFamily } from "#lib/edits/families/schema.ts";
import { makeFamily } from "../../actions.ts";

export const metadata: Metadata = { title: "Add a flavor family", robots: { index: false } };

export default async function NewFamilyPage() {
  await admitToPage("catalog:edit", "/admin/catalog/flavors/new");
  const fields = await readFamilyFields();
  return (
    <>
      <EditTitle up={[{ href: "/admin/catalog/flavors", title: "Flavors" }]} name="Add a flavor family" />
      <div className="mt-8">
        <EditForm action={makeFamily} fields={[familyNameField, ...fields]} values={newFamily} revision={1} submit="Add the family" preview="Preview the effect" createdHref="/admin/catalog/flavors" />
      </div>
    </>
  );
}
