import type { Metadata } from "next";
import { EditForm } from "#components/admin/edit/edit-form.tsx";
import { EditTitle } from "#components/admin/edit/title.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { readImageFields } from "#lib/edits/images/data.ts";
import { newImage } from "#lib/edits/images/schema.ts";
import { makeImage } from "../../actions.ts";

export const metadata: Metadata = { title: "Add an image", robots: { index: false } };

export default async function NewImagePage() {
  await admitToPage("catalog:edit", "/admin/catalog/images/new");
  const fields = await readImageFields(null);
  return (
    <>
      <EditTitle up={[{ href: "/admin/catalog/images", title: "Images" }]} name="Add an image" />
      <div className="mt-8">
        <EditForm action={makeImage} fields={fields} values={newImage} revision={1} submit="Add the image" preview="Preview the effect" createdHref="/admin/catalog/images" />
      </div>
    </>
  );
}
