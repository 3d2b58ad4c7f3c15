import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditObject } from "#components/admin/edit/edit-object.tsx";
import { EditTitle } from "#components/admin/edit/title.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { readImageEditPage } from "#lib/edits/images/data.ts";
import { restoreSchema } from "#lib/edits/schema.ts";
import { changeImage, takeOwnImage } from "../../actions.ts";

export const metadata: Metadata = { title: "Image", robots: { index: false } };

type Props = { params: Promise<{ name: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function EditImagePage({ params, searchParams }: Props) {
  const name = decodeURIComponent((await params).name);
  const href = `/admin/catalog/images/${encodeURIComponent(name)}`;
  const actor = await admitToPage("admin:view", href);
  const page = await readImageEditPage(actor, name);
  if (!page) notFound();
  const { restore } = restoreSchema.parse(await searchParams);
  const recipe = page.values["recipe"];
  return (
    <>
      <EditTitle up={[{ href: "/admin/catalog/images", title: "Images" }]} name={name} isEdited={page.isEdited}>
        <span className="text-soft">{page.distribution}</span>
        <PageLink href={`/images/${name}`} className="link">
          Its page
        </PageLink>
        {typeof recipe === "string" && (
          <PageLink href={`/admin/catalog/recipes/${recipe}`} className="link">
            Its recipe
          </PageLink>
        )}
      </EditTitle>
      <EditObject page={page} href={href} canEdit={isAllowed(actor.roles, "catalog:edit")} hidden={{ name }} action={changeImage} reset={takeOwnImage} preview="Preview the effect" restore={restore} />
    </>
  );
}
