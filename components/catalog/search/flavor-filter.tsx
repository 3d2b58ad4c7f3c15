import { button } from "#components/ui/button.ts";
import { catalogHref, parametersOf, type CatalogPage } from "#lib/catalog/search/schema.ts";
import { localizeHref } from "#lib/locales.ts";
import { useLocale, useText } from "#lib/text.ts";

/** "What runs on h1.large?": a field for the name of a flavor or family, and all families with their counts. */
export function FlavorFilter({ page: { query, flavors, flavorNames } }: { page: CatalogPage }) {
  const t = useText("catalog");
  const locale = useLocale();
  const others = parametersOf({ ...query, flavor: "", page: 1 });
  return (
    <section aria-labelledby="filter-flavor" className="sm:col-span-2">
      <h2 id="filter-flavor" className="mb-1 text-sm font-medium text-soft">
        {t("flavorQuestion")}
      </h2>
      <form action={localizeHref("/images", locale)} method="get" className="flex gap-2">
        {others.map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <input
          key={query.flavor}
          name="flavor"
          list="flavor-names"
          defaultValue={query.flavor}
          placeholder="h1.large"
          aria-label={t("flavorHint")}
          title={t("flavorHint")}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={60}
          className="h-9 w-full pointer-coarse:h-10 min-w-0 rounded-md border border-line-strong bg-surface px-2.5 font-mono text-sm text-ink placeholder:text-soft"
        />
        <datalist id="flavor-names">
          {flavorNames.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </datalist>
        <button type="submit" className={button.small}>
          {t("flavorShow")}
        </button>
      </form>
      <details className="mt-1">
        <summary className="text-sm leading-7 text-accent underline decoration-line-strong underline-offset-3">{t("flavorAll", { count: flavors.length })}</summary>
        <ul className="facet-flavors mt-1">
          {flavors.map(({ name, title, count, isChosen }) => (
            <li key={name}>
              <a href={catalogHref(query, { flavor: isChosen ? "" : name }, locale)} rel="nofollow" title={title} aria-current={isChosen ? "true" : undefined} className="facet">
                <span>{name}</span>
                <span>{count}</span>
              </a>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
