import type { Metadata } from "next";
import { EditForm } from "#components/admin/edit/edit-form.tsx";
import { EditTitle } from "#components/admin/edit/title.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { capabilityFields, keyField, newCapability } from "#lib/edits/capabilities/schema.ts";
import { makeCapability } from "../../actions.ts";

export const metadata: Metadata = { title: "Add a capability", robots: { index: false } };

export default async function NewCapabilityPage() {
  await admitToPage("catalog:edit", "/admin/catalog/capabilities/new");
  return (
    <>
      <EditTitle up={[{ href: "/admin/catalog/capabilities", title: "Capabilities" }]} name="Add a capability" />
      <div className="mt-8">
        <EditForm action={makeCapability} fields={[keyField, ...capabilityFields]} values={newCapability} revision={1} submit="Add the capability" preview="Check it" createdHref="/admin/catalog/capabilities" />
      </div>
    </>
  );
}
