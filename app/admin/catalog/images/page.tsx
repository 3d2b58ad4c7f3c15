import type { Metadata } from "next";
import { CatalogTabs } from "#components/admin/edit/catalog-tabs.tsx";
import { ImageTable } from "#components/admin/edit/image-table.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
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
      <PageHead
        title="Images"
        lead="What customers choose from: each image with its hardware, its recipe and its latest build."
        action={
          isAllowed(actor.roles, "catalog:edit") && (
            <PageLink href="/admin/catalog/images/new" className={button.secondary}>
              Add an image
            </PageLink>
          )
        }
      />
      <CatalogTabs current="/admin/catalog/images" />
      {images.length === 0 ? <Empty title="There is none yet.">Add one above, or load the catalog that comes with the portal.</Empty> : <ImageTable images={images} />}
    </>
  );
}
