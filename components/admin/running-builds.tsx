import { CircleDotDashed, OctagonX } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { When } from "#components/ui/when.tsx";
import type { RunningBuild } from "#lib/workload/schema.ts";
import type { Action } from "./action-form.tsx";
import { CancelBuild } from "./cancel-build.tsx";
import { ProgressRail } from "./progress-rail.tsx";

/** The builds that workers run now, each with its way through the stages. `cancel` is null for who may not. */
export function RunningBuilds({ builds, cancel }: { builds: RunningBuild[]; cancel: Action | null }) {
  return (
    <ul aria-label="Running builds" className="border-t border-line">
      {builds.map((build) => (
        <li key={build.buildId} className="border-b border-line">
          <Running build={build} cancel={cancel} />
        </li>
      ))}
    </ul>
  );
}

function Running({ build, cancel }: { build: RunningBuild; cancel: Action | null }) {
  const { buildId, image, version, status, startedAt, worker, isCancelling, stages, expectedEnd } = build;
  const title = `${image} ${version}`;
  return (
    <article aria-label={title} className="py-4">
      <div className="flex flex-col items-start gap-3 md:flex-row md:justify-between md:gap-8">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {isCancelling ? <Chip tone="attention" icon={OctagonX} word="cancelling" /> : <Chip tone="running" icon={CircleDotDashed} word={status} />}
            <PageLink href={`/images/${image}/${version}`} className="link font-mono wrap-anywhere">
              {title}
            </PageLink>
          </p>
          <p className="mt-1 text-sm text-soft wrap-anywhere">
            {startedAt && (
              <>
                begun <When at={startedAt} />
              </>
            )}
            {worker && ` on ${worker}`}
            {expectedEnd && (
              <>
                , should be published <When at={expectedEnd} />
              </>
            )}
          </p>
        </div>
        {cancel && !isCancelling && status !== "publishing" && <CancelBuild buildId={buildId} title={title} cancel={cancel} />}
      </div>
      <ProgressRail stages={stages} />
    </article>
  );
}
