import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditObject } from "#components/admin/edit/edit-object.tsx";
import { EditTitle } from "#components/admin/edit/title.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { readCapabilityPage } from "#lib/edits/capabilities/data.ts";
import { restoreSchema } from "#lib/edits/schema.ts";
import { changeCapability, takeOwnCapability } from "../../actions.ts";

export const metadata: Metadata = { title: "Capability", robots: { index: false } };

type Props = { params: Promise<{ key: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function EditCapabilityPage({ params, searchParams }: Props) {
  const key = decodeURIComponent((await params).key);
  const href = `/admin/catalog/capabilities/${encodeURIComponent(key)}`;
  const actor = await admitToPage("admin:view", href);
  const page = await readCapabilityPage(actor, key);
  if (!page) notFound();
  const { restore } = restoreSchema.parse(await searchParams);
  return (
    <>
      <EditTitle up={[{ href: "/admin/catalog/capabilities", title: "Capabilities" }]} name={key} isEdited={page.isEdited}>
        <span className="text-soft">
          bit {page.bit}, value {2 ** page.bit}; neither it nor the key ever changes
        </span>
      </EditTitle>
      <EditObject page={page} href={href} canEdit={isAllowed(actor.roles, "catalog:edit")} hidden={{ key }} action={changeCapability} reset={takeOwnCapability} preview="Check it" restore={restore} />
    </>
  );
}
