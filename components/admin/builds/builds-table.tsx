import { ChevronsUp, OctagonX } from "lucide-react";
import { Fragment } from "react";
import type { Action } from "#components/admin/action-form.tsx";
import { CancelBuild } from "#components/admin/cancel-build.tsx";
import { ImageLink } from "#components/admin/image-link.tsx";
import { ChannelChip, StatusChip } from "#components/builds/status-chip.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { formatDuration } from "#components/ui/format.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, None, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { ListedBuild } from "#lib/builds/list/schema.ts";
import { BuildFailure } from "./build-failure.tsx";

type Acts = { trigger: Action; cancel: Action; goOn: Action; /** Who reads may also act. */ mayAct: boolean };

const columns = [{ title: "Build" }, { title: "State" }, { title: "Cause" }, { title: "Queued" }, { title: "Took", className: "text-right" }, { title: "Compare", className: "pl-4" }];
const actColumn = { title: "Act" };

/** Builds of all images; a failed one has the lines that explain it in a row of its own. */
export function BuildsTable({ builds, ...acts }: { builds: ListedBuild[] } & Acts) {
  return (
    <Table folds="line" caption="Builds of all images" columns={acts.mayAct ? [...columns, actColumn] : columns}>
      {builds.map((build) => (
        <Fragment key={build.id}>
          <tr className={build.status === "failed" ? "" : "border-b border-line"}>
            <Cells build={build} {...acts} />
          </tr>
          {build.status === "failed" && (
            <tr className="border-b border-line">
              <td colSpan={columns.length + (acts.mayAct ? 1 : 0)} className="pb-3">
                <BuildFailure build={build} {...acts} />
              </td>
            </tr>
          )}
        </Fragment>
      ))}
    </Table>
  );
}

function Cells({ build, cancel, mayAct }: { build: ListedBuild } & Acts) {
  const { id, image, version, status, trigger, priority, note, requestedBy, queuedAt, startedAt, finishedAt, channel, isCancelling, resumeStage, lastGoodVersion } = build;
  const address = `/images/${image}/${version}`;
  return (
    <>
      <th scope="row" className={`${cell} font-normal`}>
        <ImageLink href={address} image={image} version={version} />
        {note && <span className="block max-w-[28rem] text-sm break-words text-soft">{note}</span>}
      </th>
      <td className={cell}>
        <span className="flex flex-wrap gap-1.5 md:flex-nowrap">
          {isCancelling && status !== "cancelled" ? <Chip tone="attention" icon={OctagonX} word="cancelling" /> : <StatusChip build={build} />}
          {channel && <ChannelChip name={channel} />}
          {status === "queued" && priority > 0 && <Chip tone="attention" icon={ChevronsUp} word={trigger === "security" ? "first" : "early"} title={`Priority ${priority}`} />}
          {resumeStage && <span className="text-sm text-soft">goes on in {resumeStage}</span>}
        </span>
      </td>
      <td className={cell}>
        <span className="whitespace-nowrap">{trigger.replaceAll("_", " ")}</span>
        {requestedBy && <span className="block text-sm text-soft">{requestedBy}</span>}
      </td>
      <td data-label="Queued" className={`${cell} text-soft`}>
        <When at={queuedAt} />
      </td>
      <td data-label="Took" className={`${cell} text-right whitespace-nowrap`}>{startedAt && finishedAt ? formatDuration(finishedAt.getTime() - startedAt.getTime()) : <None />}</td>
      <td data-label="Compare" className={`${cell} pl-4 whitespace-nowrap`}>{(status === "published" || status === "failed") && lastGoodVersion ? <Comparison build={build} lastGoodVersion={lastGoodVersion} /> : <None />}</td>
      {mayAct && (
        <td className={cell}>
          {!isCancelling && ["queued", "building", "testing", "signing"].includes(status) && <CancelBuild buildId={id} title={`${image} ${version}`} cancel={cancel} />}
        </td>
      )}
    </>
  );
}

/** The way to what changed since the last good build; to that build itself where this one came to no packages. */
function Comparison({ build: { image, version, hasPackages }, lastGoodVersion }: { build: ListedBuild; lastGoodVersion: string }) {
  if (!hasPackages) {
    return (
      <PageLink href={`/images/${image}/${lastGoodVersion}`} className="link">
        last good: {lastGoodVersion}
      </PageLink>
    );
  }
  return (
    <PageLink href={`/images/${image}/compare/${lastGoodVersion}...${version}`} className="link">
      with {lastGoodVersion}
    </PageLink>
  );
}
