import { ActionForm, type Action } from "#components/admin/action-form.tsx";
import { Fold } from "#components/admin/fold.tsx";
import { FailureLines } from "#components/builds/failure-lines.tsx";
import type { ListedBuild } from "#lib/builds/list/schema.ts";

type Props = { build: ListedBuild; trigger: Action; goOn: Action; mayAct: boolean };

/** Why a build failed, and what can be done about it. */
export function BuildFailure({ build: { id, image, version, failedStage, failureReason, failureLines, canGoOn }, trigger, goOn, mayAct }: Props) {
  return (
    <div className="border-l-2 border-bad pl-4">
      <p className="max-w-[100ch] break-words text-soft">
        <span className="font-medium text-bad">Failed in {failedStage}.</span> {failureReason}
      </p>
      {failureLines.length > 0 && (
        <Fold title="The lines of the log that matter">
          <FailureLines lines={failureLines} address={`/images/${image}/${version}`} label={`Log of ${image} ${version} around the failure`} />
        </Fold>
      )}
      {mayAct && (
        <div className="mt-2 flex flex-wrap gap-3">
          {canGoOn && <ActionForm action={goOn} submit={`Go on with ${version} in ${failedStage}`} done="Queued." hidden={{ buildId: id }} />}
          <ActionForm action={trigger} submit={`Build ${image} again`} done="Queued." hidden={{ imageName: image }} />
        </div>
      )}
    </div>
  );
}
