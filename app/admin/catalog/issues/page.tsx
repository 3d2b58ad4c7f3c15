import type { Metadata } from "next";
import { CatalogTabs } from "#components/admin/edit/catalog-tabs.tsx";
import { IssueTable } from "#components/admin/edit/issue-table.tsx";
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
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">Known issues</h1>
      <CatalogTabs current="/admin/catalog/issues" />
      {isAllowed(actor.roles, "issue:edit") && (
        <p className="mb-6">
          <PageLink href="/admin/catalog/issues/new" className={button.secondary}>
            Add a known issue
          </PageLink>
        </p>
      )}
      {issues.length === 0 ? <Empty title="No issue is known." /> : <IssueTable issues={issues} />}
    </>
  );
}
