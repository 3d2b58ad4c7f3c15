import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditObject } from "#components/admin/edit/edit-object.tsx";
import { EditTitle } from "#components/admin/edit/title.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { restoreSchema } from "#lib/edits/schema.ts";
import { readSizePage } from "#lib/edits/sizes/data.ts";
import { changeSize, takeOwnSize } from "../../../actions.ts";

export const metadata: Metadata = { title: "Flavor", robots: { index: false } };

type Props = { params: Promise<{ family: string; size: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function EditSizePage({ params, searchParams }: Props) {
  const given = await params;
  const [family, name] = [decodeURIComponent(given.family), decodeURIComponent(given.size)];
  const up = `/admin/catalog/flavors/${encodeURIComponent(family)}`;
  const href = `${up}/${encodeURIComponent(name)}`;
  const actor = await admitToPage("admin:view", href);
  const page = await readSizePage(actor, family, name);
  if (!page) notFound();
  const { restore } = restoreSchema.parse(await searchParams);
  return (
    <>
      <EditTitle up={[{ href: "/admin/catalog/flavors", title: "Flavors" }, { href: up, title: family }]} name={name} isEdited={page.isEdited} />
      <EditObject page={page} href={href} canEdit={isAllowed(actor.roles, "catalog:edit")} hidden={{ family, name }} action={changeSize} reset={takeOwnSize} preview="Preview the effect" restore={restore} />
    </>
  );
}
