import type { Metadata } from "next";
import { CatalogTabs } from "#components/admin/edit/catalog-tabs.tsx";
import { ImageTable } from "#components/admin/edit/image-table.tsx";
import { button } from "#components/ui/button.ts";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { listImageRows } from "#lib/edits/images/data.ts";

export const metadata: Metadata = { title: "Images", robots: { index: false } };

export default async function ImagesPage() {
  const actor = await admitToPage("admin:view", "/admin/catalog/images");
  const images = await listImageRows(actor);
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
      {images.length === 0 ? <Empty title="There is none yet." /> : <ImageTable images={images} />}
    </>
  );
}
