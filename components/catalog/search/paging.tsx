import { PageNumbers } from "#components/ui/page-numbers.tsx";
import { catalogHref, type CatalogPage } from "#lib/catalog/search/schema.ts";
import { useLocale } from "#lib/text.ts";

/** Links to the other pages of a result. */
export function Paging({ page: { query, pages } }: { page: CatalogPage }) {
  const locale = useLocale();
  return <PageNumbers page={query.page} pages={pages} hrefOf={(page) => catalogHref(query, { page }, locale)} />;
}
