import type { Metadata } from "next";
import { ImageList } from "#components/catalog/image-list.tsx";
import { ImageTable } from "#components/catalog/image-table.tsx";
import { CatalogLeaf } from "#components/catalog/search/catalog-leaf.tsx";
import { ChosenFilters } from "#components/catalog/search/chosen-filters.tsx";
import { DocsHits, type DocsHit } from "#components/catalog/search/docs-hits.tsx";
import { FilterPanel } from "#components/catalog/search/filter-panel.tsx";
import { HiddenRetired } from "#components/catalog/search/hidden-retired.tsx";
import { NothingFound } from "#components/catalog/search/nothing-found.tsx";
import { Paging } from "#components/catalog/search/paging.tsx";
import { QueryProblems } from "#components/catalog/search/query-problems.tsx";
import { ResultsBar } from "#components/catalog/search/results-bar.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { findImages } from "#lib/catalog/search/data.ts";
import { emptyQuery, parametersOf } from "#lib/catalog/search/schema.ts";
import { searchDocs } from "#lib/docs/search.ts";
import { getLocale, getText } from "#lib/text.ts";

const regionId = "catalog";
/** The catalog is for images; of the docs it names the best. */
const shownDocs = 3;

export async function generateMetadata({ searchParams }: PageProps<"/images">): Promise<Metadata> {
  const t = await getText("catalog");
  // The catalog has one address for those who search the web; its filters have thousands.
  const isWhole = Object.keys(await searchParams).length === 0;
  return { title: t("title"), description: t("metaDescription"), ...(isWhole ? {} : { robots: { index: false } }) };
}

export default async function CatalogPage({ searchParams }: PageProps<"/images">) {
  const [raw, t, locale] = await Promise.all([searchParams, getText("catalog"), getLocale()]);
  const found = await findImages(raw);
  const query = found.ok ? found.value.query : emptyQuery;
  const hits = searchDocs(locale, query.q)
    .slice(0, shownDocs)
    .map(({ slug, title, section, snippet }): DocsHit => ({ title: section ? `${title}: ${section.title}` : title, href: `/docs/${slug}${section ? `#${section.id}` : ""}`, excerpt: snippet }));
  return (
    <div id={regionId}>
      <CatalogLeaf regionId={regionId} inputId="search-q" q={query.q} />
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">{t("title")}</h1>
      <div className="mt-5 mb-8">
        <SearchBox
          action="/images"
          name="q"
          label={t("searchLabel")}
          placeholder={t("searchPlaceholder")}
          submit={t("search")}
          value={query.q}
          hidden={parametersOf({ ...query, q: "", page: 1 })}
          shortcut
        />
      </div>
      {found.ok ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-6 lg:grid-cols-[13rem_minmax(0,1fr)]">
          <FilterPanel page={found.value} />
          <div>
            <ResultsBar page={found.value} />
            <ChosenFilters page={found.value} />
            <div className="mt-5">
              <DocsHits hits={hits} />
              {found.value.total === 0 && <NothingFound page={found.value} />}
              {found.value.total > 0 && (query.view === "table" ? <ImageTable images={found.value.rows} /> : <ImageList images={found.value.rows} heading="h2" />)}
              <HiddenRetired page={found.value} />
              <Paging page={found.value} />
            </div>
          </div>
        </div>
      ) : (
        <QueryProblems problems={found.problems} raw={raw} />
      )}
    </div>
  );
}
