import { Clock, LoaderCircle, OctagonX } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { QueuedBuild, RunningBuild } from "#lib/channels/schema.ts";
import { ActionForm, type Action } from "./action-form.tsx";
import { Confirm } from "./confirm.tsx";

/** The builds that workers run now. */
export function RunningTable({ builds, cancel }: { builds: RunningBuild[]; cancel: Action }) {
  return (
    <Table caption="Running builds" columns={[{ title: "Build" }, { title: "Stage" }, { title: "Started" }, { title: "Worker" }, { title: "Cancel" }]}>
      {builds.map(({ buildId, image, version, status, startedAt, worker, isCancelling }) => (
        <tr key={buildId} className={row}>
          <BuildCell image={image} version={version} />
          <td className={cell}>{isCancelling ? <Chip tone="attention" icon={OctagonX} word="cancelling" /> : <Chip tone="running" icon={LoaderCircle} word={status} />}</td>
          <td className={cell}>{startedAt ? <When at={startedAt} /> : "now"}</td>
          <td className={`${cell} font-mono`}>{worker}</td>
          <td className={cell}>{!isCancelling && status !== "publishing" && <Cancel buildId={buildId} title={`${image} ${version}`} cancel={cancel} />}</td>
        </tr>
      ))}
    </Table>
  );
}

/** The builds that wait for a worker, the next one first. */
export function QueueTable({ builds, cancel }: { builds: QueuedBuild[]; cancel: Action }) {
  return (
    <Table caption="Queued builds" columns={[{ title: "Build" }, { title: "State" }, { title: "Since" }, { title: "Asked for by" }, { title: "Note" }, { title: "Cancel" }]}>
      {builds.map(({ buildId, image, version, queuedAt, note, requestedBy }) => (
        <tr key={buildId} className={row}>
          <BuildCell image={image} version={version} />
          <td className={cell}>
            <Chip tone="quiet" icon={Clock} word="queued" />
          </td>
          <td className={cell}>
            <When at={queuedAt} />
          </td>
          <td className={cell}>{requestedBy ?? "the factory"}</td>
          <td className={`${cell} max-w-[24rem] break-words`}>{note}</td>
          <td className={cell}>
            <Cancel buildId={buildId} title={`${image} ${version}`} cancel={cancel} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function BuildCell({ image, version }: { image: string; version: string }) {
  return (
    <th scope="row" className={`${cell} font-normal whitespace-nowrap`}>
      <PageLink href={`/images/${image}/${version}`} className="link font-mono">
        {image} {version}
      </PageLink>
    </th>
  );
}

function Cancel({ buildId, title, cancel }: { buildId: string; title: string; cancel: Action }) {
  return (
    <div className="py-1">
      <Confirm title="Cancel …">
        <ActionForm action={cancel} submit={`Cancel ${title}`} hidden={{ buildId }} />
      </Confirm>
    </div>
  );
}
