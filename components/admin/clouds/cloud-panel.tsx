import { CircleAlert, CircleCheck, CloudOff, TimerOff } from "lucide-react";
import { Banner } from "#components/ui/banner.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { DefinitionList } from "#components/ui/definition-list.tsx";
import { requestTime } from "#components/ui/request-time.ts";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import type { ControlledCloud } from "#lib/registrations/control/schema.ts";
import { ActionForm, type Action } from "../action-form.tsx";
import { DriftChoice } from "./drift-choice.tsx";
import { FailedTable } from "./failed-table.tsx";
import { PlanPreview } from "./plan-preview.tsx";

type Props = { cloud: ControlledCloud; /** null: not theirs to do */ reconcile: Action | null; plan: Action | null; chooseDrift: Action | null };

/** One cloud: when it was looked at, what is registered, what failed, and what can be done about it. */
export function CloudPanel({ cloud, reconcile, plan, chooseDrift }: Props) {
  const { name, failure, openWindow, failed } = cloud;
  const id = `cloud-${name.replaceAll("/", "-")}`;
  return (
    <Section id={id} title={name} aside={reconcile && <ActionForm action={reconcile} submit="Reconcile now" done="Asked: a worker begins within seconds." hidden={{ cloud: name }} />}>
      {openWindow && (
        <Banner tone="bad" icon={TimerOff} title="A promotion is standing still">
          {openWindow.line}_latest has been on its way from one image to the next since <When at={openWindow.since} />: two images may have that name. The next look that reaches the cloud closes it.
        </Banner>
      )}
      {failure && (
        <Banner tone="attention" icon={CloudOff} title={`The last look failed: ${failure.code}`}>
          <p className="break-words">{failure.message}</p>
          <p>
            First noticed <When at={failure.since} />. It is tried again by itself{cloud.nextLookAt && cloud.nextLookAt > requestTime() && <NextLook at={cloud.nextLookAt} />}.
          </p>
        </Banner>
      )}
      <div className="mt-6">
        <Facts cloud={cloud} />
      </div>
      {failed.length > 0 && <FailedTable cloud={name} failed={failed} nextLookAt={cloud.nextLookAt} />}
      {chooseDrift && <DriftChoice cloud={cloud} action={chooseDrift} />}
      <PlanPreview cloud={cloud} action={plan} />
    </Section>
  );
}

function NextLook({ at }: { at: Date }) {
  return (
    <>
      , next <When at={at} />
    </>
  );
}

function Facts({ cloud }: { cloud: ControlledCloud }) {
  const { lookedAt, nextLookAt, pendingSteps, filePolicy, override, registrations } = cloud;
  const policies = { repair: "are undone", report: "are shown and left as they are" };
  const { registered, wanted, uploading, drifted, failed, removed } = registrations;
  const others = [[wanted, "waiting"], [uploading, "being filled"], [drifted, "changed by hand"], [failed, "failed"], [removed, "removed since their time is over"]] as const;
  return (
    <DefinitionList
      items={[
        { term: "Last look", value: lookedAt ? <When at={lookedAt} /> : "none yet" },
        { term: "Next look", value: nextLookAt && nextLookAt > requestTime() ? <When at={nextLookAt} /> : "as soon as a worker runs" },
        {
          term: "Registrations",
          value: (
            <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <Chip tone={failed + drifted > 0 ? "attention" : "ok"} icon={failed + drifted > 0 ? CircleAlert : CircleCheck} word={`${registered} as wanted`} />
              {others.map(([count, word]) => count > 0 && <span key={word}>{`${count} ${word}`}</span>)}
            </span>
          ),
        },
        { term: "Left to do", value: pendingSteps === 0 ? "nothing" : pendingSteps === 1 ? "one step" : `${pendingSteps} steps` },
        { term: "Changes by hand", value: `${policies[override ?? filePolicy]}, ${override ? `as decided here (clouds.yaml says ${filePolicy})` : "as clouds.yaml says"}` },
      ]}
    />
  );
}
