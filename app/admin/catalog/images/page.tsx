import type { Metadata } from "next";
import { CatalogHead } from "#components/admin/edit/catalog-head.tsx";
import { ImageFilter } from "#components/admin/edit/image-filter.tsx";
import { ImageTable } from "#components/admin/edit/image-table.tsx";
import { NumberedPager } from "#components/admin/pager.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { listImageRows } from "#lib/edits/images/data.ts";
import { imageListSchema } from "#lib/edits/images/schema.ts";
import { pageOf } from "#lib/pages.ts";

export const metadata: Metadata = { title: "Images", robots: { index: false } };

export default async function ImagesPage({ searchParams }: PageProps<"/admin/catalog/images">) {
  const actor = await admitToPage("admin:view", "/admin/catalog/images");
  const view = imageListSchema.parse(await searchParams);
  const { rows: images, ...page } = pageOf(await listImageRows(actor, view), view.page);
  return (
    <>
      <CatalogHead part="images" title="Images" lead="What customers choose from: each image with its hardware, its recipe and its latest build." add="Add an image" mayAdd={isAllowed(actor.roles, "catalog:edit")} />
      <ImageFilter view={view} />
      {images.length === 0 ? <Empty title="No image fits.">Ask for another name or state, or add an image.</Empty> : <ImageTable images={images} />}
      <NumberedPager label="Pages of the images" {...page} hrefOf={(number) => `/admin/catalog/images?${new URLSearchParams({ q: view.q, state: view.state, page: String(number) })}`} />
    </>
  );
}
