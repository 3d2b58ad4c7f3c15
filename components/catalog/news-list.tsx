import { Breakable } from "#components/ui/breakable.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { When } from "#components/ui/when.tsx";
import type { News, NewsEntry } from "#lib/catalog/news/schema.ts";
import { useText } from "#lib/text.ts";

/** What changed in the catalog, newest first: builds that became `latest`, and builds that were withdrawn. */
export function NewsList({ news: { entries, total } }: { news: News }) {
  const t = useText("home");
  return (
    <>
      <ol className="border-t border-line">
        {entries.map((entry) => (
          <li key={`${entry.act} ${entry.image} ${entry.version} ${entry.at.getTime()}`} className="grid gap-x-6 border-b border-line py-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
            <span className="text-sm leading-6 text-soft">
              <When at={entry.at} />
            </span>
            <span className="min-w-0">
              <PageLink href={`/images/${entry.image}`} className="font-mono text-ink no-underline underline-offset-4 hover:underline">
                <Breakable text={entry.image} />
              </PageLink>{" "}
              <PageLink href={`/images/${entry.image}/${entry.version}`} className="link font-mono whitespace-nowrap">
                {entry.version}
              </PageLink>{" "}
              <Act entry={entry} />
            </span>
          </li>
        ))}
      </ol>
      {total > entries.length && (
        <p className="mt-3 text-soft">
          {t("newsMore", { count: total - entries.length })} ·{" "}
          <PageLink href="/images?sort=newest" className="link">
            {t("newsAll")}
          </PageLink>
        </p>
      )}
    </>
  );
}

function Act({ entry }: { entry: NewsEntry }) {
  const t = useText("home");
  const acts = useText("catalog");
  if (entry.act === "promotion") return acts(`acts.${entry.kind}`);
  const { image, reason, explanation, replacementVersion } = entry;
  return (
    <>
      <span className="font-medium text-bad">{t("revoked")}</span>
      <span className="block text-sm text-soft">
        {t(`reasons.${reason}`)}: <span lang="en">{explanation}</span>
        {replacementVersion && (
          <>
            {" · "}
            {t("replacedBy")}{" "}
            <PageLink href={`/images/${image}/${replacementVersion}`} className="link font-mono">
              {replacementVersion}
            </PageLink>
          </>
        )}
      </span>
    </>
  );
}
