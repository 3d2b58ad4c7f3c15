import type { Metadata } from "next";
import { CatalogHead } from "#components/admin/edit/catalog-head.tsx";
import { IssueTable } from "#components/admin/edit/issue-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { listIssueRows } from "#lib/edits/issues/data.ts";

export const metadata: Metadata = { title: "Known issues", robots: { index: false } };

export default async function IssuesPage() {
  const actor = await admitToPage("admin:view", "/admin/catalog/issues");
  const issues = await listIssueRows(actor);
  return (
    <>
      <CatalogHead part="issues" title="Known issues" lead="What is known to be wrong, for whom, and what helps. Customers read it." add="Add a known issue" mayAdd={isAllowed(actor.roles, "issue:edit")} />
      {issues.length === 0 ? <Empty title="No issue is known.">Add one above as soon as customers should know of it.</Empty> : <IssueTable issues={issues} />}
    </>
  );
}
