import type { Metadata } from "next";
import { EditForm } from "#components/admin/edit/edit-form.tsx";
import { EditTitle } from "#components/admin/edit/title.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { readIssueFields } from "#lib/edits/issues/data.ts";
import { newIssue, slugField } from "#lib/edits/issues/schema.ts";
import { makeIssue } from "../../actions.ts";

export const metadata: Metadata = { title: "Add a known issue", robots: { index: false } };

export default async function NewIssuePage() {
  await admitToPage("issue:edit", "/admin/catalog/issues/new");
  const fields = await readIssueFields();
  return (
    <>
      <EditTitle up={[{ href: "/admin/catalog/issues", title: "Known issues" }]} name="Add a known issue" />
      <div className="mt-8">
        <EditForm action={makeIssue} fields={[slugField, ...fields]} values={newIssue(new Date())} revision={1} submit="Add the issue" preview="Preview the text" createdHref="/admin/catalog/issues" />
      </div>
    </>
  );
}
