import { catalogHref, sorts, views, type CatalogPage, type CatalogQuery } from "#lib/catalog/search/schema.ts";
import { useLocale, useText } from "#lib/text.ts";

/** How many images were found, in which order and form they stand. */
export function ResultsBar({ page: { query, total, pages } }: { page: CatalogPage }) {
  const t = useText("catalog");
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <p role="status" className="text-lg font-medium">
        {pages > 1 ? t("foundPage", { total, page: query.page, pages }) : t("found", { total })}
      </p>
      <div className="no-print flex flex-wrap gap-x-6 gap-y-1">
        <Choice title={t("sort")} query={query} field="sort" values={sorts.map((value) => ({ value, text: t(`sorts.${value}`) }))} />
        <Choice title={t("view")} query={query} field="view" values={views.map((value) => ({ value, text: t(`views.${value}`) }))} />
      </div>
    </div>
  );
}

type ChoiceProps = { title: string; query: CatalogQuery; field: "sort" | "view"; values: { value: string; text: string }[] };

function Choice({ title, query, field, values }: ChoiceProps) {
  const locale = useLocale();
  return (
    <nav aria-label={title} className="flex flex-wrap items-center gap-x-1 text-sm">
      <span aria-hidden className="pr-1 text-soft">
        {title}
      </span>
      {values.map(({ value, text }) => (
        <a
          key={value}
          href={catalogHref(query, { [field]: value }, locale)}
          rel="nofollow"
          aria-current={query[field] === value ? "true" : undefined}
          className={`touch rounded-md px-1.5 leading-8 no-underline underline-offset-4 hover:underline ${query[field] === value ? "bg-accent-wash font-medium text-accent" : "text-ink"}`}
        >
          {text}
        </a>
      ))}
    </nav>
  );
}
