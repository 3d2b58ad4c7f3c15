import type { Metadata } from "next";
import { PageHead } from "#components/admin/page-head.tsx";
import { NumberedPager } from "#components/admin/pager.tsx";
import { ReleaseFilter } from "#components/admin/release/release-filter.tsx";
import { ReleaseTable } from "#components/admin/release/release-table.tsx";
import { button } from "#components/ui/button.ts";
import { Empty } from "#components/ui/empty.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { listReleases } from "#lib/channels/release/data.ts";
import { shownRows } from "#lib/channels/release/rules.ts";
import { releaseViewSchema } from "#lib/channels/release/schema.ts";
import { pageOf } from "#lib/pages.ts";

export const metadata: Metadata = { title: "Release", robots: { index: false } };

export default async function ReleasePage({ searchParams }: PageProps<"/admin/release">) {
  const actor = await admitToPage("channel:promote", "/admin/release");
  const view = releaseViewSchema.parse(await searchParams);
  const all = await listReleases(actor);
  const { rows, ...page } = pageOf(shownRows(all, view), view.page);
  const candidates = all.filter(({ candidate }) => candidate !== null).length;
  const waiting = candidates === 0 ? "No image has a build that waits to become latest." : candidates === 1 ? "One image has a build that waits to become latest." : `${candidates} of ${all.length} images have a build that waits to become latest.`;
  return (
    <>
      <PageHead title="Release" lead={`${waiting} A version leads to what its promotion would change.`} />
      <ReleaseFilter view={view} />
      {rows.length === 0 ? (
        <Empty title="No image is like that.">Show all images, or ask for another name.</Empty>
      ) : (
        <form method="get" action="/admin/release/preview">
          <ReleaseTable rows={rows} withBoxes />
          <p className="mt-6 flex flex-wrap items-center gap-4">
            <button type="submit" className={button.primary}>
              Show what the picked ones change
            </button>
            <span className="text-soft">Nothing is promoted yet.</span>
          </p>
        </form>
      )}
      <NumberedPager label="Pages of the images" {...page} hrefOf={(number) => `/admin/release?${new URLSearchParams({ q: view.q, show: view.show, sort: view.sort, page: String(number) })}`} />
    </>
  );
}
