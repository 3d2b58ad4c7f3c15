import { Confirm } from "#components/admin/confirm.tsx";
import { NameList } from "#components/admin/name-list.tsx";
import { Field } from "#components/admin/field.tsx";
import { FilterBar } from "#components/admin/filter-bar.tsx";
import { PinForm, PolicyForm, RetentionForm, RolloutForm } from "#components/admin/release/image-forms.tsx";
import { PlaceChip } from "#components/admin/release/place-chip.tsx";
import { button } from "#components/ui/button.ts";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { isAllowed } from "#lib/auth/rules.ts";
import { listChannels, listImageNames } from "#lib/channels/data.ts";
import { readPolicy } from "#lib/channels/policy/data.ts";
import { listPromotable } from "#lib/channels/preview/data.ts";
import { changeRetention } from "../retention/actions.ts";
import { beginRollout, changePolicy, pinBuild } from "./actions.ts";

/** Chooses one image by its name, or all again. */
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

/** What can be decided for one image: its channels, its policy, a rollout, a pin. */
export async function ImageSections({ actor, image, hasOpenRollout }: { actor: Actor; image: string; hasOpenRollout: boolean }) {
  const [channels, policy, promotable] = await Promise.all([listChannels(image), readPolicy(actor, image), listPromotable(actor, image)]);
  if (!policy) {
    return (
      <div className="mt-8">
        <Empty title={`The catalog has no image "${image}".`}>Choose one of the names that the field offers.</Empty>
      </div>
    );
  }
  const latest = channels.find(({ name }) => name === "latest")?.build;
  const newer = promotable.filter(({ publishedAt }) => latest?.publishedAt && publishedAt > latest.publishedAt);
  const versions = [...channels.map(({ build }) => build.version), ...promotable.filter(({ place }) => place !== "prev").map(({ version }) => version)];
  const maySet = isAllowed(actor.roles, "setting:manage");
  const mayPromote = isAllowed(actor.roles, "channel:promote");
  return (
    <>
      <Section id="now" title="Now">
        {channels.length === 0 && <p className="text-soft">No build is in a channel.</p>}
        <ul className="border-t border-line">
          {channels.map(({ name, build: { version } }) => (
            <li key={name} className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-1.5">
              <span className="w-20">
                <PlaceChip place={name} />
              </span>
              <PageLink href={`/images/${image}/${version}`} className="link font-mono">
                {version}
              </PageLink>
              {isAllowed(actor.roles, "build:revoke") && (
                <PageLink href={`/admin/images/${image}/revoke/${version}`} className={`${button.smallDanger} ml-auto`}>
                  Revoke …
                </PageLink>
              )}
            </li>
          ))}
        </ul>
        {mayPromote && promotable.length > 0 && (
          <p className="mt-4 flex flex-wrap gap-3">
            {newer[0] && (
              <PageLink href={`/admin/images/${image}/promote/${newer[0].version}`} className={button.secondary}>
                Promote {newer[0].version} …
              </PageLink>
            )}
            <PageLink href={`/admin/images/${image}/rollback`} className={button.secondary}>
              Roll back …
            </PageLink>
          </p>
        )}
      </Section>
      <Section id="policy" title="Policy">
        <PolicyForm policy={policy} change={maySet ? changePolicy : null} />
      </Section>
      <Section id="retention" title="Retention">
        <p className="mb-4">
          Builds are kept for {policy.retentionDays} days.{" "}
          <PageLink href={`/admin/retention?days=365&image=${image}`} className="link">
            What goes when
          </PageLink>
        </p>
        {maySet && (
          <Confirm title="Change …">
            <RetentionForm image={image} days={policy.retentionDays} act={changeRetention} />
          </Confirm>
        )}
      </Section>
      {mayPromote && latest && newer.length > 0 && !hasOpenRollout && (
        <Section id="begin-rollout" title="Roll out by stages" lead="Clients that ask /api/v1/images/NAME/latest?client=ID get the build one after the other. Downloads by channel, Glance and feeds stay with latest until everybody is reached.">
          <Confirm title="Begin …">
            <RolloutForm image={image} latestVersion={latest.version} choices={newer} act={beginRollout} />
          </Confirm>
        </Section>
      )}
      {isAllowed(actor.roles, "build:hold") && versions.length > 0 && (
        <Section id="pin" title="Pin a client" lead="A pinned build is kept beyond its time, and whoever promotes or revokes is told of the client.">
          <Confirm title="Pin …">
            <PinForm image={image} versions={versions} act={pinBuild} />
          </Confirm>
        </Section>
      )}
    </>
  );
}
