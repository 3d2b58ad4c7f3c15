import type { Metadata } from "next";
import { NightTable } from "#components/admin/nights/night-table.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { readNights } from "#lib/nights/data.ts";
import { nightsQueryOf, nightsViewSchema } from "#lib/nights/schema.ts";

export const metadata: Metadata = { title: "Nights", robots: { index: false } };

const shown = 60;

export default async function NightsPage({ searchParams }: PageProps<"/admin/nights">) {
  const view = nightsViewSchema.parse(await searchParams);
  const actor = await admitToPage("admin:view", `/admin/nights${nightsQueryOf(view)}`);
  const nights = await readNights(actor, view, shown);
  const last = nights.isCut ? nights.rows.at(-1) : undefined;
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">Nights</h1>
      <p className="mt-2 max-w-[72ch] text-soft">What was built of each image in the last {nights.days.length} nights (UTC). Images of which a build failed lately come first, then those whose latest is too old.</p>
      <div id="nights" className="mt-6">
        <NightTable nights={nights} view={view.nights} path="/admin/nights" />
      </div>
      <nav aria-label="Pages of the nights" className="mt-4 flex flex-wrap gap-6">
        {view.after && (
          <PageLink href={`/admin/nights${nightsQueryOf({ ...view, after: undefined })}`} className="link">
            First images
          </PageLink>
        )}
        {last && (
          <PageLink href={`/admin/nights${nightsQueryOf({ ...view, after: last.image })}`} className="link">
            More images
          </PageLink>
        )}
      </nav>
    </>
  );
}
