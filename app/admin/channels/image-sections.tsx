import { NameList } from "#components/admin/name-list.tsx";
import { Field } from "#components/admin/field.tsx";
import { FilterBar } from "#components/admin/filter-bar.tsx";
import { ChannelCards } from "#components/admin/release/channel-cards.tsx";
import { ImageSettings } from "#components/admin/release/image-settings.tsx";
import { PinTable } from "#components/admin/release/pin-table.tsx";
import { RolloutTable, type RolloutActions } from "#components/admin/release/rollout-table.tsx";
import { ToDecide } from "#components/admin/release/to-decide.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { isAllowed } from "#lib/auth/rules.ts";
import { listChannels, listImageNames } from "#lib/channels/data.ts";
import type { PolicyRow } from "#lib/channels/policy/schema.ts";
import { listPromotable } from "#lib/channels/preview/data.ts";
import { listReleases } from "#lib/channels/release/data.ts";
import { readRequests } from "#lib/channels/requests/data.ts";
import type { PinRow } from "#lib/pins/schema.ts";
import type { RolloutRow } from "#lib/rollouts/schema.ts";
import { changeRetention } from "../retention/actions.ts";
import { beginRollout, changePolicy, pinBuild, unpinBuild } from "./actions.ts";

/** Chooses one image by its name. */
export async function ImageFilter({ actor, image }: { actor: Actor; image: string | undefined }) {
  const names = await listImageNames(actor);
  return (
    <FilterBar action="/admin/channels" label="Choose an image" submit="Show" all={image ? { href: "/admin/channels", title: "All images" } : null}>
      <div className="min-w-64">
        <Field id="channels-image" name="image" label="Image" list="image-names" defaultValue={image} maxLength={100} autoComplete="off" errors={[]} />
      </div>
      <NameList id="image-names" names={names} />
    </FilterBar>
  );
}

type Props = { actor: Actor; policy: PolicyRow; pins: PinRow[]; rollouts: RolloutRow[]; rolloutActions: RolloutActions | null };

/** What can be decided for one image: first what waits, then its channels, then how they move. */
export async function ImageSections({ actor, policy, pins, rollouts, rolloutActions }: Props) {
  const { image } = policy;
  const [channels, promotable, [release], { open }] = await Promise.all([listChannels(image), listPromotable(actor, image), listReleases(actor, [image]), readRequests(actor, { image })]);
  const latest = channels.find(({ name }) => name === "latest")?.build;
  const newer = promotable.filter(({ publishedAt }) => latest?.publishedAt && publishedAt > latest.publishedAt);
  const versions = [...channels.map(({ build }) => build.version), ...promotable.filter(({ place }) => place !== "prev").map(({ version }) => version)];
  const may = (permission: Parameters<typeof isAllowed>[1]) => isAllowed(actor.roles, permission);
  const isRollingOut = rollouts.some(({ endedAt }) => endedAt === null);
  const acts = {
    policy: may("setting:manage") ? changePolicy : null,
    retention: may("setting:manage") ? changeRetention : null,
    rollout: may("channel:promote") && !isRollingOut ? beginRollout : null,
    pin: may("build:hold") ? pinBuild : null,
  };
  return (
    <>
      <Section id="decide" title="To decide">
        <ToDecide policy={policy} release={release} request={open[0]} mayPromote={may("channel:promote")} />
      </Section>
      <Section id="now" title="Now">
        <ChannelCards
          image={image}
          channels={channels}
          pinsOf={new Map([...Map.groupBy(pins, ({ version }) => version)].map(([version, { length }]) => [version, length]))}
          mayRevoke={may("build:revoke")}
          mayRollBack={may("channel:promote") && latest !== undefined && promotable.length > 0}
        />
      </Section>
      {rollouts.length > 0 && (
        <Section id="rollouts" title="Staged rollouts">
          <RolloutTable rollouts={rollouts} actions={isRollingOut ? rolloutActions : null} />
        </Section>
      )}
      {pins.length > 0 && (
        <Section id="pins" title="Pinned clients">
          <PinTable pins={pins} end={may("build:hold") ? unpinBuild : null} />
        </Section>
      )}
      <Section id="settings" title="Rules">
        <ImageSettings policy={policy} latestVersion={latest?.version} newer={newer} versions={versions} pins={pins.length} acts={acts} />
      </Section>
    </>
  );
}
