import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm } from "#components/admin/action-form.tsx";
import { EditObject } from "#components/admin/edit/edit-object.tsx";
import { IssueState } from "#components/admin/edit/issue-table.tsx";
import { EditTitle } from "#components/admin/edit/title.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { readIssuePage } from "#lib/edits/issues/data.ts";
import { restoreSchema } from "#lib/edits/schema.ts";
import { changeIssue, resolveOrReopenIssue, takeOwnIssue } from "../../actions.ts";

export const metadata: Metadata = { title: "Known issue", robots: { index: false } };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function IssuePage({ params, searchParams }: Props) {
  const slug = decodeURIComponent((await params).slug);
  const href = `/admin/catalog/issues/${encodeURIComponent(slug)}`;
  const actor = await admitToPage("admin:view", href);
  const page = await readIssuePage(actor, slug);
  if (!page) notFound();
  const { restore } = restoreSchema.parse(await searchParams);
  const canEdit = isAllowed(actor.roles, "issue:edit");
  const isResolved = page.values["resolvedOn"] !== null;
  return (
    <>
      <EditTitle up={[{ href: "/admin/catalog/issues", title: "Known issues" }]} name={String(page.values["title"])} isEdited={page.isEdited}>
        <IssueState severity={String(page.values["severity"])} isResolved={isResolved} />
        {canEdit && <ActionForm action={resolveOrReopenIssue} submit={isResolved ? "Open it again" : "Resolve it today"} hidden={{ slug, revision: String(page.revision), to: isResolved ? "open" : "resolved" }} />}
      </EditTitle>
      <EditObject page={page} href={href} canEdit={canEdit} hidden={{ slug }} action={changeIssue} reset={takeOwnIssue} preview="Preview the text" restore={restore} />
    </>
  );
}
