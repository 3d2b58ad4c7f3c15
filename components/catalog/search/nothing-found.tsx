import { Empty } from "#components/ui/empty.tsx";
import { catalogHref, emptyQuery, type CatalogPage } from "#lib/catalog/search/schema.ts";
import { useLocale, useText } from "#lib/text.ts";

/** No image fits: which filter to leave out, and what that would show. */
export function NothingFound({ page: { query, remedies } }: { page: CatalogPage }) {
  const t = useText("catalog");
  const locale = useLocale();
  const { q, flavor, sort, view } = query;
  const isAsked = catalogHref({ ...query, sort: "name", view: "list" }) !== "/images";
  if (!isAsked) {
    return (
      <Empty title={t("emptyCatalog")}>
        <p>{t("emptyCatalogLead")}</p>
      </Empty>
    );
  }
  const whatOf = (field: (typeof remedies)[number]["field"]) => (field === "q" ? t("quoted", { text: q }) : field === "flavor" ? `${t("fields.flavor")} ${flavor}` : t(`fields.${field}`));
  return (
    <Empty title={t("emptyTitle")}>
      <p>{remedies.length > 0 ? t("emptyDrop") : t("emptyAll")}</p>
      <ul className="mt-2 space-y-1">
        {remedies.map(({ field, count }) => (
          <li key={field}>
            <a href={catalogHref(query, { [field]: field === "q" || field === "flavor" ? "" : [] }, locale)} rel="nofollow" className="link">
              {t("emptyDropOne", { what: whatOf(field), count })}
            </a>
          </li>
        ))}
        <li>
          <a href={catalogHref({ ...emptyQuery, sort, view }, {}, locale)} rel="nofollow" className="link">
            {t("clear")}
          </a>
        </li>
      </ul>
    </Empty>
  );
}
