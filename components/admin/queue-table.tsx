import { requestTime } from "#components/ui/request-time.ts";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { ExpectedStart, QueuedBuild } from "#lib/workload/schema.ts";
import type { Action } from "./action-form.tsx";
import { CancelBuild } from "./cancel-build.tsx";
import { ImageLink } from "./image-link.tsx";

// Who waits further back is looked for, not watched.
const open = 10;

type Props = { builds: QueuedBuild[]; /** All that wait, also those that are not listed. */ total: number; cancel: Action | null };

/** The builds that wait for a worker, the next one first, with when each should begin. `cancel` is null for who may not. */
export function QueueTable({ builds, total, cancel }: Props) {
  return (
    <>
      <Rows caption="Queued builds" builds={builds.slice(0, open)} before={0} cancel={cancel} />
      {builds.length > open && (
        <details className="mt-2">
          <summary className="flex h-10 list-none items-center text-accent underline-offset-4 hover:underline">{total - open} more wait</summary>
          <Rows caption="More queued builds" builds={builds.slice(open)} before={open} cancel={cancel} />
          {total > builds.length && <p className="mt-3 text-soft">{total - builds.length} more wait behind these.</p>}
        </details>
      )}
    </>
  );
}

function Rows({ caption, builds, before, cancel }: Pick<Props, "builds" | "cancel"> & { caption: string; before: number }) {
  const columns = [{ title: "#" }, { title: "Build" }, { title: "Should begin" }, { title: "Queued" }, { title: "Asked for by" }, { title: "Note" }, ...(cancel ? [{ title: "Cancel" }] : [])];
  return (
    <Table folds caption={caption} columns={columns}>
      {builds.map(({ buildId, image, version, trigger, queuedAt, note, requestedBy, expectedStart }, at) => (
        <tr key={buildId} className={row}>
          <td data-label="Place" className={`${cell} text-soft`}>{before + at + 1}</td>
          <th scope="row" className={`${cell} font-normal`}>
            <ImageLink href={`/images/${image}/${version}`} image={image} version={version} />
          </th>
          <td data-label="Should begin" className={`${cell} whitespace-nowrap`}>
            <Start start={expectedStart} />
          </td>
          <td data-label="Queued" className={`${cell} text-soft`}>
            <When at={queuedAt} />
          </td>
          <td data-label="Asked for by" className={`${cell} whitespace-nowrap`}>{requestedBy ?? (trigger === "nightly" ? "the plan" : "the factory")}</td>
          <td data-label="Note" className={`${cell} max-w-[24rem] wrap-anywhere`}>{note}</td>
          {cancel && (
            <td data-label="Cancel" className={cell}>
              <div className="py-1">
                <CancelBuild buildId={buildId} title={`${image} ${version}`} cancel={cancel} />
              </div>
            </td>
          )}
        </tr>
      ))}
    </Table>
  );
}

const soonMs = 30_000;

function Start({ start }: { start: ExpectedStart }) {
  if (start === "no-worker") return <span className="text-attention">no worker can build it</span>;
  if (start === "unknown") return <span className="text-soft">unknown</span>;
  return start.at.getTime() - requestTime().getTime() < soonMs ? "now" : <When at={start.at} />;
}
