import { Fold } from "#components/admin/fold.tsx";
import { ActionForm, type Action } from "../action-form.tsx";
import type { ControlledCloud } from "#lib/registrations/control/schema.ts";

/** The choice what happens with changes that people make in the cloud by hand. */
export function DriftChoice({ cloud: { name, override, filePolicy }, action }: { cloud: ControlledCloud; action: Action }) {
  const current = override ?? "file";
  return (
    <Fold className="mt-4" title="Decide about changes by hand">
        <ActionForm
          // A decision of somebody else makes a new form: its answer and its choice belong to the old state.
          key={current}
          action={action}
          submit={`Decide for ${name}`}
          done="Decided."
          hidden={{ cloud: name, expected: current }}
          fields={[
            {
              name: "drift",
              label: "Changes by hand in this cloud",
              defaultValue: current,
              options: [
                { value: "file", label: `as clouds.yaml says (${filePolicy})` },
                { value: "repair", label: "undo them" },
                { value: "report", label: "show them and leave them" },
              ],
              hint: "Promotions, revocations and expiries are carried out either way.",
            },
          ]}
        />
    </Fold>
  );
}
