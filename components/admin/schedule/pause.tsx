import { CirclePause } from "lucide-react";
import { Banner } from "#components/ui/banner.tsx";
import { formatExact } from "#components/ui/format.ts";
import { When } from "#components/ui/when.tsx";
import type { PauseRow } from "#lib/schedule/schema.ts";
import { ActionForm, type Action } from "../action-form.tsx";
import { Confirm } from "../confirm.tsx";

/** Says that nothing is built by itself now, and why. `resume` is null for who may not end it. */
export function PauseNotice({ pause: { id, reason, until, pausedByName, pausedAt }, resume }: { pause: PauseRow; resume: Action | null }) {
  return (
    <Banner tone="attention" icon={CirclePause} title="Scheduled builds are paused">
      <p className="break-words">
        {reason} ({pausedByName}, <When at={pausedAt} />).{until ? ` Until ${formatExact(until)}.` : " Until somebody resumes them."}
      </p>
      {resume && (
        <div className="mt-4">
          <ActionForm action={resume} submit="Resume scheduled builds" hidden={{ pauseId: id }} />
        </div>
      )}
    </Banner>
  );
}

/** Stops all scheduled builds. */
export function PauseForm({ pause }: { pause: Action }) {
  return (
    <Confirm title="Pause all scheduled builds …">
      <p className="mb-4">Nights that come while the factory is paused are skipped with this reason, and planned builds in the queue wait. What is running goes on, and so does what was asked for by hand.</p>
      <ActionForm
        action={pause}
        submit="Pause scheduled builds"
        look="secondary"
        fields={[
          { name: "reason", label: "Reason", required: true, maxLength: 300, autoComplete: "off" },
          { name: "until", label: "Until (UTC, optional)", type: "datetime-local", hint: "Left empty, the pause ends when somebody resumes." },
        ]}
      />
    </Confirm>
  );
}
