import type { Metadata } from "next";
import { ListPages } from "#components/admin/list-pages.tsx";
import { ReleaseFilter } from "#components/admin/release/release-filter.tsx";
import { ReleaseTable } from "#components/admin/release/release-table.tsx";
import { button } from "#components/ui/button.ts";
import { Empty } from "#components/ui/empty.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { listReleases } from "#lib/channels/release/data.ts";
import { rowsAfter, shownRows } from "#lib/channels/release/rules.ts";
import { releaseViewSchema } from "#lib/channels/release/schema.ts";

export const metadata: Metadata = { title: "Release", robots: { index: false } };

const shown = 100;

export default async function ReleasePage({ searchParams }: PageProps<"/admin/release">) {
  const actor = await admitToPage("channel:promote", "/admin/release");
  const view = releaseViewSchema.parse(await searchParams);
  const all = await listReleases(actor);
  const page = rowsAfter(shownRows(all, view), view.after, shown);
  const hrefOf = (after: string) => `/admin/release?${new URLSearchParams({ q: view.q, show: view.show, sort: view.sort, ...(after && { after }) })}`;
  const candidates = all.filter(({ candidate }) => candidate !== null).length;
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">Release</h1>
      <p className="mt-2 max-w-[60ch] text-soft">
        {candidates === 0 ? "No image has a build that waits to become latest." : candidates === 1 ? "One image has a build that waits to become latest." : `${candidates} of ${all.length} images have a build that waits to become latest.`} A version leads to what its promotion would change.
      </p>
      <ReleaseFilter view={view} />
      <div className="mt-6">
        {page.rows.length === 0 ? (
          <Empty title="No image is like that.">Show all images, or ask for another name.</Empty>
        ) : (
          <form method="get" action="/admin/release/preview">
            <ReleaseTable rows={page.rows} withBoxes />
            <p className="mt-6 flex flex-wrap items-center gap-4">
              <button type="submit" className={button.primary}>
                Show what the picked ones change
              </button>
              <span className="text-soft">Nothing is promoted yet.</span>
            </p>
          </form>
        )}
      </div>
      <ListPages label="Pages of the images" first={page.isLater ? { href: hrefOf(""), title: "First images" } : null} next={page.next ? { href: hrefOf(page.next), title: "More images" } : null} />
    </>
  );
}
