import { ActionForm, type Action } from "./action-form.tsx";
import { Confirm } from "./confirm.tsx";

/** Ends a build that waits or runs, after a second click. */
export function CancelBuild({ buildId, title, cancel }: { buildId: string; title: string; cancel: Action }) {
  return (
    <Confirm title="Cancel …">
      <ActionForm action={cancel} submit={`Cancel ${title}`} look="smallDanger" hidden={{ buildId }} />
    </Confirm>
  );
}
