import { catalogHref, type CatalogPage } from "#lib/catalog/search/schema.ts";
import { useLocale, useText } from "#lib/text.ts";

/** How many retired images fit as well, and the way to them. */
export function HiddenRetired({ page: { query, hiddenRetired } }: { page: CatalogPage }) {
  const t = useText("catalog");
  const locale = useLocale();
  if (hiddenRetired === 0) return null;
  return (
    <p className="mt-4 text-soft">
      {t("hiddenRetired", { count: hiddenRetired })}{" "}
      <a href={catalogHref(query, { state: ["retired"] }, locale)} rel="nofollow" className="link touch">
        {t("showRetired", { count: hiddenRetired })}
      </a>
    </p>
  );
}
