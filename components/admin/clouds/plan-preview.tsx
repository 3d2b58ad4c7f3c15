import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { ControlledCloud } from "#lib/registrations/control/schema.ts";
import { ActionForm, type Action } from "../action-form.tsx";

/** A plan with more steps is folded. */
const fewSteps = 20;
const acts: Record<string, string> = { create: "Make", fill: "Upload", discard: "Throw away", reactivate: "Activate", change: "Change", remove: "Remove" };

/** What a look would do in this cloud, as it was worked out last: nothing of it was done. */
export function PlanPreview({ cloud: { name, plan, isPlanAsked }, action }: { cloud: ControlledCloud; action: Action | null }) {
  return (
    <div className="mt-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h3 className="font-medium">Plan</h3>
        <p role="status" className="text-soft">
          {isPlanAsked ? "A worker is working it out." : plan ? <Made at={plan.madeAt} /> : "What a look would do now, without doing it."}
        </p>
        {action && (
          <div className="ml-auto">
            <ActionForm action={action} submit={plan ? "Work it out again" : "Work out the plan"} hidden={{ cloud: name }} />
          </div>
        )}
      </div>
      {plan && <Steps name={name} plan={plan} />}
    </div>
  );
}

function Made({ at }: { at: Date }) {
  return (
    <>
      Worked out <When at={at} />; nothing of it was done.
    </>
  );
}

function Steps({ name, plan: { steps, stepCount, findings, findingCount, failure } }: { name: string; plan: NonNullable<ControlledCloud["plan"]> }) {
  return (
    <div className="mt-3 space-y-4">
      {failure && <p className="max-w-[72ch] rounded-md border border-attention bg-attention-wash px-3 py-2 break-words">{failure}</p>}
      {!failure && steps.length === 0 && <p>{findings.length === 0 ? "Nothing to do." : "Nothing to do: what is found is left as it is."}</p>}
      {steps.length > 0 && (
        <details open={stepCount <= fewSteps}>
          <summary className="link mb-2 w-fit cursor-pointer">{stepCount === 1 ? "One step" : `${stepCount} steps`}</summary>
          <Table folds caption={`Plan for ${name}, in its order`} columns={[{ title: "Step" }, { title: "Line" }, { title: "Why" }]}>
            {steps.map(({ kind, line, why }, at) => (
              // The order is all that tells two equal steps apart.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={at} className={row}>
                <td data-label="Step" className={`${cell} whitespace-nowrap`}>{acts[kind] ?? kind}</td>
                <td data-label="Line" className={`${cell} font-mono whitespace-nowrap`}>{line}</td>
                <td data-label="Why" className={`${cell} min-w-[16rem] py-2 wrap-anywhere`}>{why}</td>
              </tr>
            ))}
          </Table>
          {stepCount > steps.length && <p className="mt-2 text-soft">{`${stepCount - steps.length} further steps are not shown.`}</p>}
        </details>
      )}
      {findings.length > 0 && (
        <div>
          <h4 className="mb-1 text-sm font-medium text-soft">Found</h4>
          <ul aria-label={`Found in ${name}`} className="list-disc space-y-1 pl-5">
            {findings.map(({ kind, detail }) => (
              <li key={`${kind} ${detail}`} className="wrap-anywhere">
                {detail}
              </li>
            ))}
          </ul>
        </div>
      )}
      {findingCount > findings.length && <p className="text-soft">{`${findingCount - findings.length} further findings are not shown.`}</p>}
    </div>
  );
}
