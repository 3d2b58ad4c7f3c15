import { useLocale, useText } from "#lib/text.ts";
import { localizeHref } from "#lib/locales.ts";

/** A page of the docs, or a part of one, that holds what was searched for. */
export type DocsHit = { title: string; href: string; excerpt?: string };

/** What the one search box finds beside images; nothing when there is none. */
export function DocsHits({ hits }: { hits: DocsHit[] }) {
  const t = useText("catalog");
  const locale = useLocale();
  if (hits.length === 0) return null;
  return (
    <section aria-labelledby="docs-hits" className="mb-5 rounded-md border border-line bg-surface px-4 py-3">
      <h2 id="docs-hits" className="text-sm font-medium text-soft">
        {t("docs")}
      </h2>
      <ul className="mt-1 space-y-1">
        {hits.map(({ title, href, excerpt }) => (
          <li key={href}>
            <a href={localizeHref(href, locale)} className="link">
              {title}
            </a>
            {excerpt && <span className="text-sm text-soft"> · {excerpt}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
