import { Section } from "#components/ui/section.tsx";
import { Day } from "#components/ui/when.tsx";
import type { KnownIssue } from "#lib/catalog/image/schema.ts";
import { useText } from "#lib/text.ts";
import { CatalogText } from "#components/ui/catalog-text.tsx";
import { IssueMarkdown } from "./issue-markdown.tsx";
import { SeverityChip } from "./severity-chip.tsx";

/** The known issues of an image and its distribution; those that are resolved on demand. */
export function IssueList({ issues, distribution }: { issues: KnownIssue[]; distribution: string }) {
  const t = useText("image");
  const open = issues.filter(({ resolvedOn }) => !resolvedOn);
  const resolved = issues.filter(({ resolvedOn }) => resolvedOn);
  return (
    <Section id="issues" title={t("issues.title")}>
      {open.length > 0 ? <Issues issues={open} distribution={distribution} /> : <p className="text-soft">{t("issues.none")}</p>}
      {resolved.length > 0 && (
        <details className="group mt-4">
          <summary className="link touch inline-block">{t("issues.resolvedCount", { count: resolved.length })}</summary>
          <div className="mt-3">
            <Issues issues={resolved} distribution={distribution} />
          </div>
        </details>
      )}
    </Section>
  );
}

function Issues({ issues, distribution }: { issues: KnownIssue[]; distribution: string }) {
  const t = useText("image");
  return (
    <ul className="border-t border-line">
      {issues.map(({ slug, title, body, workaround, severity, openedOn, resolvedOn, concerns }) => (
        <li key={slug} id={`issue-${slug}`} className="grid gap-x-6 gap-y-1 border-b border-line py-4 md:grid-cols-[9rem_minmax(0,1fr)]">
          <div className="flex flex-wrap items-start gap-2 md:flex-col">
            <SeverityChip severity={severity} isResolved={resolvedOn !== null} word={t(resolvedOn ? "issues.resolved" : `issues.severity.${severity}`)} />
            <span className="text-sm text-soft">
              <Day at={resolvedOn ?? openedOn} />
            </span>
          </div>
          <div className="min-w-0 max-w-[72ch]">
            <h3 className="font-medium">
              <CatalogText text={title} />
            </h3>
            <div className="mt-1">
              <IssueMarkdown markdown={body} />
            </div>
            {workaround && (
              <div className="mt-1">
                <p className="font-medium">{t("issues.workaround")}</p>
                <IssueMarkdown markdown={workaround} />
              </div>
            )}
            <p className="mt-1 text-sm text-soft">{concerns === "image" ? t("issues.concernsImage") : t("issues.concernsDistribution", { distribution })}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
