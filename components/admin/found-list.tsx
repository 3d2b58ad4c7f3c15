import { PageLink } from "#components/ui/page-link.tsx";
import type { Found } from "#lib/navigation/schema.ts";
import { foundTitles } from "./palette/titles.ts";

/** The results of a search as a page shows them, by kind. */
export function FoundList({ found }: { found: Found[] }) {
  return [...Map.groupBy(found, ({ kind }) => kind)].map(([kind, members]) => (
    <section key={kind} aria-labelledby={`found-${kind}`} className="mt-8">
      <h2 id={`found-${kind}`} className="text-lg font-semibold">
        {foundTitles[kind]}
      </h2>
      <ul className="mt-2 border-t border-line">
        {members.map(({ href, title, detail }) => (
          <li key={href} className="flex min-h-10 flex-wrap items-center justify-between gap-x-4 border-b border-line py-1.5">
            <PageLink href={href} className={`link wrap-anywhere ${kind === "image" || kind === "build" ? "font-mono" : ""}`}>
              {title}
            </PageLink>
            <span className="text-sm text-soft">{detail}</span>
          </li>
        ))}
      </ul>
    </section>
  ));
}
