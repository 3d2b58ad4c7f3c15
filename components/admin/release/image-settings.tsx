import type { ReactNode } from "react";
import { PageLink } from "#components/ui/page-link.tsx";
import type { PolicyRow } from "#lib/channels/policy/schema.ts";
import type { Choice } from "#lib/channels/preview/schema.ts";
import type { Action } from "../action-form.tsx";
import { Confirm } from "../confirm.tsx";
import { PinForm, PolicyForm, RetentionForm, RolloutForm } from "./image-forms.tsx";

type Props = {
  policy: PolicyRow;
  latestVersion: string | undefined;
  /** The builds that could be rolled out by stages; empty where one is rolled out already. */
  newer: Choice[];
  /** The builds that a client could stay with. */
  versions: string[];
  pins: number;
  /** Null for who may not. */
  acts: { policy: Action | null; retention: Action | null; rollout: Action | null; pin: Action | null };
};

/** How the channels of an image move and how long its builds stay, with the form that changes each. */
export function ImageSettings({ policy, latestVersion, newer, versions, pins, acts }: Props) {
  const { image, retentionDays } = policy;
  const canRollOut = acts.rollout !== null && latestVersion !== undefined && newer.length > 0;
  return (
    <ul className={`grid items-start gap-x-12 border-b border-line md:grid-cols-2 ${canRollOut ? "" : "lg:grid-cols-3"}`}>
      <Setting title="Who promotes">
        <PolicyForm policy={policy} change={acts.policy} />
      </Setting>
      <Setting title="How long builds stay">
        <p className="mb-3">
          {retentionDays} days.{" "}
          <PageLink href={`/admin/retention?days=365&image=${image}`} className="link">
            What goes when
          </PageLink>
        </p>
        {acts.retention && (
          <Confirm title="Change the time …">
            <RetentionForm image={image} days={retentionDays} act={acts.retention} />
          </Confirm>
        )}
      </Setting>
      {canRollOut && acts.rollout && (
        <Setting title="Roll out by stages">
          <p className="mb-3 text-soft">
            Clients that ask <code className="font-mono text-sm wrap-anywhere">/api/v1/images/NAME/latest?client=ID</code> get the build one after the other. Downloads by channel, Glance and feeds stay with latest until everybody is reached.
          </p>
          <Confirm title="Begin a rollout …">
            <RolloutForm image={image} latestVersion={latestVersion} choices={newer} act={acts.rollout} />
          </Confirm>
        </Setting>
      )}
      <Setting title="Pinned clients">
        <p className="mb-3 text-soft">
          {pins === 0 ? "No client is pinned to a build." : pins === 1 ? "One client is pinned to a build." : `${pins} clients are pinned to a build.`} A pinned build is kept beyond its time, and whoever promotes or revokes is told of the client.
        </p>
        {acts.pin && versions.length > 0 && (
          <Confirm title="Pin a client …">
            <PinForm image={image} versions={versions} act={acts.pin} />
          </Confirm>
        )}
      </Setting>
    </ul>
  );
}

function Setting({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li className="min-w-0 border-t border-line pt-4 pb-6">
      <h3 className="mb-1 font-medium">{title}</h3>
      {children}
    </li>
  );
}
