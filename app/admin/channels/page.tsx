import type { Metadata } from "next";
import { PageHead } from "#components/admin/page-head.tsx";
import { Pager } from "#components/admin/pager.tsx";
import { AssignmentTable } from "#components/admin/release/assignment-table.tsx";
import { PinTable } from "#components/admin/release/pin-table.tsx";
import { RolloutTable } from "#components/admin/release/rollout-table.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { listAssignments } from "#lib/channels/data.ts";
import { readPolicy } from "#lib/channels/policy/data.ts";
import { channelsViewSchema } from "#lib/channels/schema.ts";
import { listPins } from "#lib/pins/data.ts";
import { listRollouts } from "#lib/rollouts/data.ts";
import { continueRollout, endRollout, holdRollout, unpinBuild } from "./actions.ts";
import { ImageFilter, ImageSections } from "./image-sections.tsx";

export const metadata: Metadata = { title: "Channels", robots: { index: false } };

const shown = 50;

export default async function ChannelsPage({ searchParams }: PageProps<"/admin/channels">) {
  const actor = await admitToPage("admin:view", "/admin/channels");
  const { image, before } = channelsViewSchema.parse(await searchParams);
  const [policy, assignments, pins, rollouts] = await Promise.all([image ? readPolicy(actor, image) : null, listAssignments(actor, { image, before, limit: shown + 1 }), listPins(actor, { imageName: image }), listRollouts(actor, { image })]);
  const last = assignments.length > shown ? assignments[shown - 1] : undefined;
  const actions = isAllowed(actor.roles, "channel:promote") ? { pause: holdRollout, resume: continueRollout, abort: endRollout } : null;
  return (
    <>
      {policy ? (
        <>
          <Breadcrumbs items={[{ title: "Channels", href: "/admin/channels" }]} />
          <PageHead
            title={
              <span className="font-mono">
                <Breakable text={policy.image} />
              </span>
            }
            lead={
              <>
                Which build customers get by latest and prev.{" "}
                <PageLink href={`/images/${policy.image}`} className="link">
                  Its page in the catalog
                </PageLink>
              </>
            }
          />
          <ImageSections actor={actor} policy={policy} pins={pins} rollouts={rollouts} rolloutActions={actions} />
        </>
      ) : (
        <>
          <PageHead title="Channels" lead="Which build customers get by latest and prev, who decided that, and who stays with another one. Choose an image to decide about it." />
          <ImageFilter actor={actor} image={image} />
          {image && <Empty title={`The catalog has no image "${image}".`}>Choose one of the names that the field offers.</Empty>}
          <Section id="rollouts" title="Staged rollouts">
            {rollouts.length === 0 ? <Empty title="Nothing is being rolled out.">A rollout begins on the page of its image: choose one above.</Empty> : <RolloutTable rollouts={rollouts} actions={actions} />}
          </Section>
          <Section id="pins" title="Pinned clients">
            {pins.length === 0 ? <Empty title="No client is pinned to a build.">A client is pinned on the page of its image: choose one above.</Empty> : <PinTable pins={pins} end={isAllowed(actor.roles, "build:hold") ? unpinBuild : null} />}
          </Section>
        </>
      )}
      <Section id="history" title="History">
        {assignments.length === 0 ? <Empty title="Nothing was promoted yet.">The first build of an image becomes latest by itself.</Empty> : <AssignmentTable assignments={assignments.slice(0, shown)} ofOneImage={policy !== null} />}
        <Pager
          label="Pages of the history"
          newest={before ? { href: `/admin/channels${image ? `?image=${image}` : ""}#history`, title: "Newest" } : null}
          older={last && { href: `/admin/channels?${new URLSearchParams({ ...(image ? { image } : {}), before: last.id })}#history`, title: "Earlier ones" }}
        />
      </Section>
    </>
  );
}
