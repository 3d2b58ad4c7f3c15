import { Check } from "lucide-react";
import { catalogHref, toggled, type CatalogPage, type Facet, type FacetField, type FacetValue } from "#lib/catalog/search/schema.ts";
import { useLocale, useText } from "#lib/text.ts";
import { FlavorFilter } from "./flavor-filter.tsx";

/** All filters with their counts, as links. On a narrow screen they open from a line of their own, without a script. */
export function FilterPanel({ page }: { page: CatalogPage }) {
  const t = useText("catalog");
  const chosen = page.facets.flatMap(({ values }) => values).filter(({ isChosen }) => isChosen).length + (page.query.flavor ? 1 : 0);
  return (
    <details className="sheet no-print rounded-md border border-line bg-surface lg:border-0 lg:bg-transparent">
      <summary className="flex h-11 list-none items-center justify-between px-4 font-medium">
        {chosen > 0 ? t("filtersChosen", { count: chosen }) : t("filters")}
        <span aria-hidden className="sheet-mark text-soft" />
      </summary>
      <div className="grid gap-6 border-t border-line p-4 sm:grid-cols-2 lg:block lg:space-y-7 lg:border-0 lg:p-0">
        <FlavorFilter page={page} />
        {page.facets.map((facet) => (
          <FacetLinks key={facet.field} page={page} facet={facet} />
        ))}
      </div>
    </details>
  );
}

function FacetLinks({ page, facet: { field, values } }: { page: CatalogPage; facet: Facet }) {
  const t = useText("catalog");
  const shown = values.filter(({ count, isChosen }) => count > 0 || isChosen || field === "state");
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby={`filter-${field}`}>
      <h2 id={`filter-${field}`} className="mb-1 text-sm font-medium text-soft">
        {t(`fields.${field}`)}
      </h2>
      <ul>
        {shown.map((value) => (
          <li key={value.value}>
            <FacetLink page={page} field={field} value={value} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function FacetLink({ page: { query }, field, value: { value, title, count, isChosen } }: { page: CatalogPage; field: FacetField; value: FacetValue }) {
  const locale = useLocale();
  const content = (
    <>
      <span>{useValueTitle(field, value, title)}</span>
      {isChosen && <Check size={16} aria-hidden />}
      <span>{count}</span>
    </>
  );
  if (count === 0 && !isChosen) return <span className="facet">{content}</span>;
  return (
    <a href={catalogHref(query, { [field]: toggled(query, field, value) }, locale)} rel="nofollow" aria-current={isChosen ? "true" : undefined} className="facet">
      {content}
    </a>
  );
}

/** A value of a filter as people read it. */
export function useValueTitle(field: FacetField, value: string, title: string) {
  const t = useText("catalog");
  if (field === "state") return t(`states.${value as "current"}`);
  if (field === "firmware") return t(`firmwares.${value as "bios"}`);
  return field === "capability" ? <span lang="en">{title}</span> : title;
}
