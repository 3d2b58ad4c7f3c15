import type { Metadata } from "next";
import { PageHead } from "#components/admin/page-head.tsx";
import { NumberedPager } from "#components/admin/pager.tsx";
import { ExpiringTable, HeldTable, SpaceTable } from "#components/admin/release/retention-tables.tsx";
import { HorizonLinks } from "#components/admin/release/horizon-links.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { pageOf } from "#lib/pages.ts";
import { listExpiring, listHeld, listSpace } from "#lib/retention/data.ts";
import { retentionViewSchema } from "#lib/retention/schema.ts";
import { holdBuild, releaseBuild } from "./actions.ts";

export const metadata: Metadata = { title: "Retention", robots: { index: false } };

const shown = 30;

export default async function RetentionPage({ searchParams }: PageProps<"/admin/retention">) {
  const actor = await admitToPage("admin:view", "/admin/retention");
  const view = retentionViewSchema.parse(await searchParams);
  const days = Number(view.days);
  const [now, ahead, held, spaces] = await Promise.all([listExpiring(actor, 0, { limit: shown }), listExpiring(actor, days, { image: view.image, limit: shown + 1 }), listHeld(actor), listSpace(actor, days)]);
  const { rows, ...page } = pageOf(spaces, view.page);
  const mayHold = isAllowed(actor.roles, "build:hold");
  const hold = mayHold ? holdBuild : null;
  return (
    <>
      <PageHead title="Retention" lead="When the time of a build is over, its files go; its page, tests, packages and signatures stay. What is in a channel, held, being rolled out, or what a client is pinned to, stays whole." />
      <Section id="now" title="The next round" lead="What a worker would remove now; it looks every quarter of an hour. This page removes nothing.">
        {now.length === 0 ? <Empty title="Nothing would go now." /> : <ExpiringTable caption="Builds whose files would go now" builds={now.slice(0, shown)} hold={hold} />}
        {now.length > shown && <p className="mt-4 text-soft">More go in the same round; these are the first.</p>}
      </Section>
      <Section id="ahead" title={`Within ${days} days`} aside={<HorizonLinks view={view} />}>
        {ahead.length === 0 ? <Empty title={`Nothing goes within ${days} days.`} /> : <ExpiringTable caption={`Builds whose files go within ${days} days`} builds={ahead.slice(0, shown)} hold={hold} />}
        {ahead.length > shown && <p className="mt-4 text-soft">More go later; the table of space counts them all.</p>}
      </Section>
      <Section id="held" title="Held">
        {held.length === 0 ? <Empty title="No build is held.">A held build is kept beyond its time until somebody releases it. Hold one above, before it goes.</Empty> : <HeldTable builds={held} release={mayHold ? releaseBuild : null} />}
      </Section>
      <Section id="space" title="Space" lead="Images and configurations in storage; evidence and signatures are small and stay for ever. An image leads to where its days are set.">
        <SpaceTable spaces={spaces} shown={rows} days={view.days} />
        <NumberedPager label="Pages of the space" {...page} hrefOf={(number) => `/admin/retention?${new URLSearchParams({ days: view.days, image: view.image, page: String(number) })}#space`} />
      </Section>
    </>
  );
}
