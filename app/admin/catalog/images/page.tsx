import type { Metadata } from "next";
import { CatalogTabs } from "#components/admin/edit/catalog-tabs.tsx";
import { ImageTable } from "#components/admin/edit/image-table.tsx";
import { ListPages } from "#components/admin/list-pages.tsx";
import { button } from "#components/ui/button.ts";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { listImageRows } from "#lib/edits/images/data.ts";
import { imageListViewSchema } from "#lib/edits/images/schema.ts";

export const metadata: Metadata = { title: "Images", robots: { index: false } };

const shown = 100;

export default async function ImagesPage({ searchParams }: PageProps<"/admin/catalog/images">) {
  const view = imageListViewSchema.parse(await searchParams);
  const actor = await admitToPage("admin:view", "/admin/catalog/images");
  const found = await listImageRows(actor, view, shown + 1);
  const images = found.slice(0, shown);
  const last = found.length > shown ? images.at(-1) : undefined;
  const hrefOf = (after: string) => `/admin/catalog/images?${new URLSearchParams({ ...(view.q && { q: view.q }), ...(after && { after }) })}`;
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">Images</h1>
      <CatalogTabs current="/admin/catalog/images" />
      {isAllowed(actor.roles, "catalog:edit") && (
        <p className="mb-6">
          <PageLink href="/admin/catalog/images/new" className={button.secondary}>
            Add an image
          </PageLink>
        </p>
      )}
      <SearchBox action="/admin/catalog/images" name="q" label="Search the images by name" placeholder="Part of a name" submit="Search" value={view.q} />
      <div className="mt-6">{images.length === 0 ? <Empty title={view.q || view.after ? "No image is called so." : "There is none yet."} /> : <ImageTable images={images} />}</div>
      <ListPages label="Pages of the images" first={view.after ? { href: hrefOf(""), title: "First images" } : null} next={last ? { href: hrefOf(last.name), title: "More images" } : null} />
    </>
  );
}
