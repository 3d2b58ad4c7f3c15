import type { Metadata } from "next";
import { ImageList } from "#components/catalog/image-list.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { listCatalog } from "#lib/catalog/data.ts";
import { searchSchema } from "#lib/catalog/schema.ts";

export const metadata: Metadata = { title: "Images" };

export default async function CatalogPage({ searchParams }: PageProps<"/images">) {
  const { q } = searchSchema.parse(await searchParams);
  const images = await listCatalog(q);
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">Images</h1>
      <div className="mt-5">
        <SearchBox action="/images" name="q" label="Search the images" placeholder="debian 12, arm64, …" submit="Search" value={q} shortcut />
      </div>
      <p role="status" className="mt-6 mb-6 text-soft">
        {images.length === 1 ? "1 image" : `${images.length} images`}
        {q && (
          <>
            {" "}
            for <q className="text-ink">{q}</q> ·{" "}
            <PageLink href="/images" className="link">
              Show all
            </PageLink>
          </>
        )}
      </p>
      {images.length > 0 ? (
        <ImageList images={images} heading="h2" />
      ) : (
        <Empty title={q ? "No image fits all of these words" : "The catalog is empty"}>
          <p>{q ? "Search for a distribution, a release, an architecture, or a part of a name." : "Images appear here when their recipes are loaded, which happens when the portal starts."}</p>
        </Empty>
      )}
    </>
  );
}
