import { IssueMarkdown } from "#components/catalog/issue-markdown.tsx";
import { SeverityChip } from "#components/catalog/severity-chip.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Day } from "#components/ui/when.tsx";
import type { KnownIssueEntry } from "#lib/docs/schema.ts";
import { useText } from "#lib/text.ts";

/** The catalog's known issues. Their texts come from the catalog, which is written in English. */
export function KnownIssueList({ issues }: { issues: KnownIssueEntry[] }) {
  const t = useText("docs");
  if (issues.length === 0) {
    return (
      <Empty title={t("issues.none")}>
        <p>{t("issues.noneHelp")}</p>
      </Empty>
    );
  }
  return (
    <ul className="border-t border-line">
      {issues.map((issue) => (
        <li key={issue.slug} id={`issue-${issue.slug}`} className="border-b border-line py-5">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <SeverityChip severity={issue.severity} isResolved={issue.resolvedOn !== null} word={t(issue.resolvedOn ? "issues.resolved" : `issues.severity.${issue.severity}`)} />
            <span className="text-sm text-soft">
              {t("issues.since")} <Day at={issue.openedOn} />
            </span>
          </div>
          <h3 lang="en" className="mt-2 text-lg font-semibold">
            {issue.title}
          </h3>
          <div className="mt-1">
            <IssueMarkdown markdown={issue.body} />
          </div>
          {issue.workaround && (
            <div className="mt-2">
              <p className="font-medium">{t("issues.workaround")}</p>
              <IssueMarkdown markdown={issue.workaround} />
            </div>
          )}
          <Concerns {...issue.concerns} />
        </li>
      ))}
    </ul>
  );
}

/** What an issue is bound to. Long lists are folded, since only few readers look for their own image here. */
function Concerns({ images, distributions, families }: KnownIssueEntry["concerns"]) {
  const t = useText("docs");
  return (
    <details className="mt-2 text-sm">
      <summary className="link inline-block">{t("issues.concerns", { count: images.length + distributions.length + families.length })}</summary>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
        {distributions.map((name) => (
          <li key={name}>{name}</li>
        ))}
        {families.map((name) => (
          <li key={name}>
            <PageLink href={`/flavors/${name}`} className="link font-mono">
              {name}
            </PageLink>
          </li>
        ))}
        {images.map((name) => (
          <li key={name}>
            <PageLink href={`/images/${name}`} className="link font-mono break-all">
              {name}
            </PageLink>
          </li>
        ))}
      </ul>
    </details>
  );
}
