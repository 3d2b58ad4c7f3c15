import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import type { DocHit } from "#lib/docs/schema.ts";
import { useText } from "#lib/text.ts";

/** What a search in the documentation found. */
export function HitList({ hits, query }: { hits: DocHit[]; query: string }) {
  const t = useText("docs");
  return (
    <Section id="results" title={t("found", { count: hits.length, query })}>
      {hits.length === 0 ? (
        <Empty title={t("nothingFound")}>
          <p>{t("nothingFoundHelp")}</p>
        </Empty>
      ) : (
        <ul className="border-t border-line">
          {hits.map(({ slug, title, section, snippet }) => (
            <li key={slug} className="row-wash border-b border-line py-3">
              <PageLink href={section ? `/docs/${slug}#${section.id}` : `/docs/${slug}`} className="row-link font-medium text-ink no-underline">
                {section ? `${title}: ${section.title}` : title}
              </PageLink>
              <p className="mt-0.5 max-w-[72ch] text-soft">{snippet}</p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
