import type { Metadata } from "next";
import { PageHead } from "#components/admin/page-head.tsx";
import { Pager } from "#components/admin/pager.tsx";
import { NightTable } from "#components/admin/nights/night-table.tsx";
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
      <PageHead
        title="Nights"
        lead={`What was built of each image in the last ${nights.days.length} nights (UTC). Images of which a build failed lately come first, then those whose latest is too old.`}
      />
      <div id="nights">
        <NightTable nights={nights} view={view.nights} path="/admin/nights" />
      </div>
      <Pager
        label="Pages of the nights"
        newest={view.after ? { href: `/admin/nights${nightsQueryOf({ ...view, after: undefined })}`, title: "First images" } : null}
        older={last && { href: `/admin/nights${nightsQueryOf({ ...view, after: last.image })}`, title: "More images" }}
      />
    </>
  );
}
