import type { Metadata } from "next";
import { CatalogTabs } from "#components/admin/edit/catalog-tabs.tsx";
import { IssueTable } from "#components/admin/edit/issue-table.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { button } from "#components/ui/button.ts";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { listIssueRows } from "#lib/edits/issues/data.ts";

export const metadata: Metadata = { title: "Known issues", robots: { index: false } };

export default async function IssuesPage() {
  const actor = await admitToPage("admin:view", "/admin/catalog/issues");
  const issues = await listIssueRows(actor);
  return (
    <>
      <PageHead
        title="Known issues"
        lead="What is known to be wrong, for whom, and what helps. Customers read it."
        action={
          isAllowed(actor.roles, "issue:edit") && (
            <PageLink href="/admin/catalog/issues/new" className={button.secondary}>
              Add a known issue
            </PageLink>
          )
        }
      />
      <CatalogTabs current="/admin/catalog/issues" />
      {issues.length === 0 ? <Empty title="No issue is known.">Add one above as soon as customers should know of it.</Empty> : <IssueTable issues={issues} />}
    </>
  );
}
