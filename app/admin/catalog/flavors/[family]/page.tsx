import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditForm } from "#components/admin/edit/edit-form.tsx";
import { EditObject } from "#components/admin/edit/edit-object.tsx";
import { SizeTable } from "#components/admin/edit/size-table.tsx";
import { EditTitle } from "#components/admin/edit/title.tsx";
import { Fold } from "#components/admin/fold.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { readFamilyEditPage } from "#lib/edits/families/data.ts";
import { restoreSchema } from "#lib/edits/schema.ts";
import { newSize, sizeFields, sizeNameField } from "#lib/edits/sizes/schema.ts";
import { changeFamily, makeSize, takeOwnFamily } from "../../actions.ts";

export const metadata: Metadata = { title: "Flavor family", robots: { index: false } };

type Props = { params: Promise<{ family: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function EditFamilyPage({ params, searchParams }: Props) {
  const name = decodeURIComponent((await params).family);
  const href = `/admin/catalog/flavors/${encodeURIComponent(name)}`;
  const actor = await admitToPage("admin:view", href);
  const page = await readFamilyEditPage(actor, name);
  if (!page) notFound();
  const { restore } = restoreSchema.parse(await searchParams);
  const canEdit = isAllowed(actor.roles, "catalog:edit");
  return (
    <>
      <EditTitle up={[{ href: "/admin/catalog/flavors", title: "Flavors" }]} name={name} isEdited={page.isEdited}>
        <PageLink href={`/flavors/${name}`} className="link">
          Its page
        </PageLink>
      </EditTitle>
      <EditObject page={page} href={href} canEdit={canEdit} hidden={{ name }} action={changeFamily} reset={takeOwnFamily} preview="Preview the effect" restore={restore}>
        <Section id="sizes" title="Sizes" lead="A family counts as fitting when one of its sizes does. One without sizes never refuses an image for its size.">
          <SizeTable family={name} sizes={page.sizes} />
          {canEdit && (
            <Fold className="mt-4" title={`Add a size to ${name}`}>
              <EditForm action={makeSize} hidden={{ family: name }} fields={[sizeNameField, ...sizeFields]} values={newSize(name)} revision={1} submit="Add the size" preview="Preview the effect of the size" createdHref={href} />
            </Fold>
          )}
        </Section>
      </EditObject>
    </>
  );
}
