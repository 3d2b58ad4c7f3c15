import type { Metadata } from "next";
import { BatchForm } from "#components/admin/release/batch-form.tsx";
import { ReleaseTable } from "#components/admin/release/release-table.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { admitToPage } from "#lib/auth/session.ts";
import { listReleases } from "#lib/channels/release/data.ts";
import { pickFieldOf, picksSchema } from "#lib/channels/release/schema.ts";
import { readRequests } from "#lib/channels/requests/data.ts";
import { promoteMany } from "../actions.ts";

export const metadata: Metadata = { title: "Promote several", robots: { index: false } };

export default async function ReleasePreviewPage({ searchParams }: PageProps<"/admin/release/preview">) {
  const actor = await admitToPage("channel:promote", "/admin/release");
  const picks = picksSchema.parse(await searchParams);
  const [rows, { isNeeded }] = await Promise.all([listReleases(actor, picks.map(({ image }) => image)), readRequests(actor)]);
  const picked = new Set(picks.map(({ image, version }) => `${image}:${version}`));
  const ready = rows.filter(({ image, candidate }) => candidate && picked.has(`${image}:${candidate.version}`));
  const moved = picks.length - ready.length;
  const fields = ready.flatMap(({ image, candidate, latest }) => (candidate ? [pickFieldOf(image, candidate.version, latest?.version ?? null)] : []));
  const count = fields.length === 1 ? "1 build" : `${fields.length} builds`;
  return (
    <>
      <Breadcrumbs items={[{ title: "Release", href: "/admin/release" }]} />
      <h1 className="mt-1 text-2xl font-semibold tracking-[-0.02em]">{isNeeded ? `Ask to promote ${count}` : `Promote ${count}`}</h1>
      {moved > 0 && <p className="mt-2 max-w-[60ch] text-soft">{moved === 1 ? "One picked build is" : `${moved} picked builds are`} no longer the newest candidate of the image, or latest already, and left out here.</p>}
      {ready.length === 0 ? (
        <div className="mt-6">{picks.length === 0 && <Empty title="Nothing is picked.">Go back and tick the images.</Empty>}</div>
      ) : (
        <Section id="changes" title="What changes" lead="Of each image the candidate becomes latest, latest becomes prev, and prev is hidden. A version leads to all that its promotion would change.">
          <ReleaseTable rows={ready} />
        </Section>
      )}
      <Section id="act" title="Do it" lead="One image after the other, each for itself: what is refused of one stops no other.">
        <BatchForm action={promoteMany} submit={isNeeded ? `Ask to promote ${count}` : `Promote ${count} to latest`} picks={fields} />
      </Section>
    </>
  );
}
