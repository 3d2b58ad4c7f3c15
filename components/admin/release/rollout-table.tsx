import { CircleCheck, CircleSlash, Pause, Split } from "lucide-react";
import { ImageLink } from "#components/admin/image-link.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { RolloutRow } from "#lib/rollouts/schema.ts";
import { ActionForm, type Action } from "../action-form.tsx";
import { Confirm } from "../confirm.tsx";

const looks = {
  running: { tone: "running", icon: Split },
  paused: { tone: "attention", icon: Pause },
  completed: { tone: "ok", icon: CircleCheck },
  aborted: { tone: "quiet", icon: CircleSlash },
} as const;

export type RolloutActions = { pause: Action; resume: Action; abort: Action };

/** Staged rollouts with their share; open ones can be paused, resumed and aborted by who may. */
export function RolloutTable({ rollouts, actions }: { rollouts: RolloutRow[]; actions: RolloutActions | null }) {
  const hasEnded = rollouts.some(({ endedAt }) => endedAt !== null);
  return (
    <Table folds caption="Rollouts with their share of clients" columns={["Build", "State", "Reached", "Others have", "Begun", ...(hasEnded ? ["Ended"] : []), ...(actions ? ["Act"] : [])].map((title) => ({ title }))}>
      {rollouts.map((rollout) => (
        <tr key={rollout.id} className={row}>
          <th scope="row" className={`${cell} font-normal`}>
            <ImageLink href={`/admin/channels?image=${rollout.image}`} image={rollout.image} version={rollout.version} />
          </th>
          <td data-label="State" className={cell}>
            <Chip {...looks[rollout.state]} word={rollout.state} />
          </td>
          <td data-label="Reached" className={`${cell} whitespace-nowrap`} title={`From ${rollout.startPercent} to 100 percent in ${rollout.hours} hours`}>
            {rollout.percent.toFixed(1)} %
          </td>
          <td data-label="Others have" className={`${cell} font-mono whitespace-nowrap`}>{rollout.baselineVersion}</td>
          <td data-label="Begun" className={`${cell} min-w-36 wrap-anywhere`}>
            <When at={rollout.startedAt} /> <span className="text-soft">by {rollout.startedBy}</span>
          </td>
          {hasEnded && (
            <td data-label="Ended" className={`${cell} min-w-40 wrap-anywhere`}>
              {rollout.endedAt && (
                <>
                  <When at={rollout.endedAt} /> <span className="text-soft">by {rollout.endedBy}{rollout.endReason ? `: ${rollout.endReason}` : ""}</span>
                </>
              )}
            </td>
          )}
          {actions && <td data-label="Act" className={`${cell} py-1`}>{rollout.endedAt === null && <OpenActs rollout={rollout} actions={actions} />}</td>}
        </tr>
      ))}
    </Table>
  );
}

function OpenActs({ rollout: { id, version, baselineVersion, state }, actions }: { rollout: RolloutRow; actions: RolloutActions }) {
  const hidden = { rolloutId: id };
  return (
    <div className="flex items-start gap-3">
      {state === "running" ? <ActionForm action={actions.pause} submit="Pause" hidden={hidden} /> : <ActionForm action={actions.resume} submit="Resume" hidden={hidden} />}
      <Confirm title="Abort …">
        <p className="mb-4">
          Clients that had <span className="font-mono">{version}</span> already get <span className="font-mono">{baselineVersion}</span> again.
        </p>
        <ActionForm action={actions.abort} submit={`Abort the rollout of ${version}`} look="smallDanger" hidden={hidden} fields={[{ name: "reason", label: "Why?", required: true, maxLength: 500 }]} />
      </Confirm>
    </div>
  );
}
