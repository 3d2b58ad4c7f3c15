import { ImageList } from "#components/catalog/image-list.tsx";
import { PromotionList } from "#components/catalog/promotion-list.tsx";
import { TrustLine } from "#components/catalog/trust-line.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { Section } from "#components/ui/section.tsx";
import { countImages, listMostUsed, listPromotions } from "#lib/catalog/data.ts";
import { readActiveKey } from "#lib/keys/data.ts";

export default async function HomePage() {
  const [images, promotions, signingKey, count] = await Promise.all([listMostUsed(), listPromotions(), readActiveKey(), countImages()]);
  return (
    <>
      <h1 className="max-w-[24ch] text-2xl font-semibold tracking-[-0.02em]">Linux images for your cloud, built, tested and signed every night.</h1>
      <div className="mt-6">
        <SearchBox action="/images" name="q" label="Search the images" placeholder="debian 12, arm64, …" submit="Search" shortcut />
      </div>

      <Section
        id="images"
        title={count > images.length ? "Most used images" : "Images"}
        aside={
          <PageLink href="/images" className="link">
            {count > images.length ? `Browse all ${count} images` : "Browse the catalog"}
          </PageLink>
        }
      >
        {images.length > 0 ? (
          <ImageList images={images} heading="h3" />
        ) : (
          <Empty title="The catalog is empty">
            <p>Images appear here when their recipes are loaded, which happens when the portal starts.</p>
          </Empty>
        )}
      </Section>

      <div className="mt-12 md:mt-16">
        <TrustLine signingKey={signingKey} />
      </div>

      <Section id="news" title="Newest releases">
        {promotions.length > 0 ? (
          <PromotionList promotions={promotions} withImage />
        ) : (
          <Empty title="Nothing was released yet">
            <p>The first published build of an image becomes its latest by itself.</p>
          </Empty>
        )}
      </Section>
    </>
  );
}
