import type { Choice } from "#lib/channels/preview/schema.ts";
import { obstacleText, type PolicyRow } from "#lib/channels/policy/schema.ts";
import { ActionForm, type Action } from "../action-form.tsx";
import { Confirm } from "../confirm.tsx";

const nightsOf = (count: number) => (count === 1 ? "1 night" : `${count} nights`);

function rowOf(goodNights: number): string {
  if (goodNights === 0) return "No good night counts now.";
  return goodNights === 1 ? "The last night was good." : `The last ${goodNights} nights were good.`;
}

/** Who promotes the builds of an image; `change` is null for who may not set it. */
export function PolicyForm({ policy, change }: { policy: PolicyRow; change: Action | null }) {
  const { image, nights, goodNights, obstacle } = policy;
  const when = nights === 0 ? "with its publication" : `after ${nightsOf(nights)} in which all was good`;
  return (
    <>
      <p className="mb-3 max-w-[72ch]">
        {policy.policy === "manual" ? "People promote." : `A new build is promoted by itself ${when}, unless an issue of high severity is open.`} {rowOf(goodNights)}
        {policy.policy === "automatic" && obstacle && ` ${obstacleText[obstacle]}`}
      </p>
      {change && (
        <Confirm title="Change who promotes …">
          <ActionForm
            action={change}
            submit="Set the policy"
            done="Set."
            hidden={{ imageName: image, expectedPolicy: policy.policy, expectedNights: String(nights) }}
            fields={[
              { name: "policy", label: "Who promotes", defaultValue: policy.policy, options: [{ value: "manual", label: "People" }, { value: "automatic", label: "The factory, by itself" }] },
              { name: "nights", label: "After how many good nights", type: "number", required: true, defaultValue: String(nights), hint: "0: with the publication. A night is good when every build of it passed every check. While two releasers are needed, the policy rests." },
            ]}
          />
        </Confirm>
      )}
    </>
  );
}

type BuildForm = { image: string; versions: string[]; act: Action };

/** Notes who stays with which build. */
export function PinForm({ image, versions, act }: BuildForm) {
  return (
    <ActionForm
      action={act}
      submit="Pin the client"
      done="Noted. The build is kept as long."
      hidden={{ imageName: image }}
      fields={[
        { name: "version", label: "Build", required: true, options: versions },
        { name: "client", label: "Client or team", required: true, maxLength: 100, autoComplete: "off" },
        { name: "contact", label: "Contact", required: true, maxLength: 200, autoComplete: "off", hint: "Whom to tell before the build goes." },
        { name: "until", label: "Until", type: "date", required: true },
      ]}
    />
  );
}

/** Begins a staged rollout of a build that is newer than latest. */
export function RolloutForm({ image, latestVersion, choices, act }: { image: string; latestVersion: string; choices: Choice[]; act: Action }) {
  return (
    <ActionForm
      action={act}
      submit="Begin the rollout"
      done="Begun."
      hidden={{ imageName: image, expectedLatestVersion: latestVersion }}
      fields={[
        { name: "version", label: "Build", required: true, options: choices.map(({ version }) => version) },
        { name: "startPercent", label: "Share of clients at the beginning, in percent", type: "number", required: true, defaultValue: "10" },
        { name: "hours", label: "Hours until everybody is reached", type: "number", required: true, defaultValue: "72", hint: "The share grows evenly; then the build is promoted." },
        { name: "reason", label: "Reason (optional)", maxLength: 500 },
      ]}
    />
  );
}

/** For how long builds of an image are kept. */
export function RetentionForm({ image, days, act }: { image: string; days: number; act: Action }) {
  return (
    <ActionForm
      action={act}
      submit="Keep builds so long"
      done="Set."
      hidden={{ imageName: image, expectedDays: String(days) }}
      fields={[{ name: "days", label: "Days", type: "number", required: true, defaultValue: String(days), hint: "Counts for builds that are published from now on. What is published keeps the day that its customers were told." }]}
    />
  );
}
