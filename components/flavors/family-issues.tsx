import { IssueMarkdown } from "#components/catalog/issue-markdown.tsx";
import { SeverityChip } from "#components/catalog/severity-chip.tsx";
import { Day } from "#components/ui/when.tsx";
import type { FamilyIssue } from "#lib/flavors/schema.ts";
import { useText } from "#lib/text.ts";
import { CatalogText } from "#components/ui/catalog-text.tsx";

/** What is known to go wrong on a family, and what helps. */
export function FamilyIssues({ issues }: { issues: FamilyIssue[] }) {
  const t = useText("flavors");
  if (issues.length === 0) return <p className="text-soft">{t("issuesNone")}</p>;
  return (
    <ul className="border-t border-line">
      {issues.map((issue) => (
        <Issue key={issue.slug} issue={issue} />
      ))}
    </ul>
  );
}

function Issue({ issue: { slug, title, body, workaround, severity, openedOn, resolvedOn, distributions } }: { issue: FamilyIssue }) {
  const t = useText("flavors");
  const opened = <Day at={openedOn} />;
  const resolved = resolvedOn && <Day at={resolvedOn} />;
  return (
    <li id={slug} className="border-b border-line py-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <SeverityChip severity={severity} isResolved={resolvedOn !== null} word={t(`severity.${severity}`)} />
        <h3 className="font-semibold">
          <CatalogText text={title} />
        </h3>
      </div>
      <div className="mt-1 max-w-[72ch]">
        <IssueMarkdown markdown={body} />
      </div>
      {workaround && (
        <div className="mt-2 max-w-[72ch]">
          <p className="font-medium">{t("workaround")}:</p>
          <IssueMarkdown markdown={workaround} />
        </div>
      )}
      <p className="mt-2 text-sm text-soft">
        {distributions.length > 0 && `${t("concerns")}: ${distributions.join(", ")} · `}
        {t.rich("since", { day: () => opened })}
        {resolved && <>, {t.rich("solved", { day: () => resolved })}</>}
      </p>
    </li>
  );
}
