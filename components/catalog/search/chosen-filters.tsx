import { X } from "lucide-react";
import type { ReactNode } from "react";
import { catalogHref, emptyQuery, toggled, type CatalogPage } from "#lib/catalog/search/schema.ts";
import { useLocale, useText } from "#lib/text.ts";
import { useValueTitle } from "./filter-panel.tsx";

const chip = "inline-flex min-h-8 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2 text-sm text-ink no-underline hover:bg-sunken";

/** What was asked for, each with the way to take it back. */
export function ChosenFilters({ page: { query, facets } }: { page: CatalogPage }) {
  const t = useText("catalog");
  const locale = useLocale();
  const chosen = facets.flatMap(({ field, values }) => values.filter(({ isChosen }) => isChosen).map((value) => ({ field, ...value })));
  if (chosen.length === 0 && !query.flavor && !query.q) return null;
  const { sort, view } = query;
  return (
    <ul aria-label={t("chosen")} className="no-print mt-3 flex flex-wrap items-center gap-2">
      {query.q && (
        <Chosen href={catalogHref(query, { q: "" }, locale)} label={t("fields.q")}>
          <q>{query.q}</q>
        </Chosen>
      )}
      {query.flavor && (
        <Chosen href={catalogHref(query, { flavor: "" }, locale)} label={t("fields.flavor")}>
          <span className="font-mono">{query.flavor}</span>
        </Chosen>
      )}
      {chosen.map(({ field, value, title }) => (
        <Chosen key={`${field} ${value}`} href={catalogHref(query, { [field]: toggled(query, field, value) }, locale)} label={t(`fields.${field}`)}>
          <ValueTitle field={field} value={value} title={title} />
        </Chosen>
      ))}
      <li>
        <a href={catalogHref({ ...emptyQuery, sort, view }, {}, locale)} rel="nofollow" className="link px-1 text-sm leading-8">
          {t("clear")}
        </a>
      </li>
    </ul>
  );
}

function ValueTitle({ field, value, title }: { field: Parameters<typeof useValueTitle>[0]; value: string; title: string }) {
  return useValueTitle(field, value, title);
}

function Chosen({ href, label, children }: { href: string; label: string; children: ReactNode }) {
  const t = useText("catalog");
  return (
    <li className="max-w-full">
      <a href={href} rel="nofollow" className={`${chip} max-w-full`}>
        <span className="sr-only">{t("drop", { what: "" })}</span>
        <span className="text-soft">{label}</span>
        <span className="min-w-0 truncate">{children}</span>
        <X size={16} aria-hidden className="shrink-0 text-soft" />
      </a>
    </li>
  );
}
