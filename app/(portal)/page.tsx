import { ImageList } from "#components/catalog/image-list.tsx";
import { NewsList } from "#components/catalog/news-list.tsx";
import { CatalogLeaf } from "#components/catalog/search/catalog-leaf.tsx";
import { TrustLine } from "#components/catalog/trust-line.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { FeedLink } from "#components/ui/feed-link.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { Section } from "#components/ui/section.tsx";
import { listNews } from "#lib/catalog/news/data.ts";
import { listMostUsed } from "#lib/catalog/search/data.ts";
import { feedPath } from "#lib/feeds/schema.ts";
import { readActiveKey } from "#lib/keys/data.ts";
import { getText } from "#lib/text.ts";

export default async function HomePage() {
  const [{ images, activeCount }, news, signingKey, t, words] = await Promise.all([listMostUsed(), listNews(), readActiveKey(), getText("home"), getText("catalog")]);
  const isMore = activeCount > images.length;
  return (
    <>
      <h1 className="max-w-[24ch] lg:max-w-[32ch] text-2xl font-semibold tracking-[-0.02em]">{t("title")}</h1>
      <div className="mt-6">
        <SearchBox action="/images" name="q" label={words("searchLabel")} placeholder={words("searchPlaceholder")} submit={words("search")} shortcut />
      </div>

      <Section
        id="images"
        title={isMore ? t("mostUsed") : t("images")}
        aside={
          <PageLink href="/images" className="link touch">
            {isMore ? t("browseAll", { count: activeCount }) : t("browse")}
          </PageLink>
        }
      >
        <CatalogLeaf regionId="images" inputId="search-q" />
        {images.length > 0 ? (
          <ImageList images={images} heading="h3" />
        ) : (
          <Empty title={words("emptyCatalog")}>
            <p>{words("emptyCatalogLead")}</p>
          </Empty>
        )}
      </Section>

      <div className="mt-12 md:mt-16">
        <TrustLine signingKey={signingKey} />
      </div>

      <Section id="news" title={t("news")} aside={<FeedLink href={feedPath({ kind: "all" })} of={t("feedOf")} />} {...(news.total > 0 ? { lead: t("newsLead", { days: news.days }) } : {})}>
        {news.total > 0 ? (
          <NewsList news={news} />
        ) : (
          <Empty title={t("newsNone")}>
            <p>{t("newsNoneLead", { days: news.days })}</p>
          </Empty>
        )}
      </Section>
    </>
  );
}
