import { PageLink } from "#components/ui/page-link.tsx";
import { requestTime } from "#components/ui/request-time.ts";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { ExpectedStart, QueuedBuild } from "#lib/workload/schema.ts";
import type { Action } from "./action-form.tsx";
import { CancelBuild } from "./cancel-build.tsx";

/** The builds that wait for a worker, the next one first, with when each should begin. `cancel` is null for who may not. */
export function QueueTable({ builds, total, cancel }: { builds: QueuedBuild[]; total: number; cancel: Action | null }) {
  const columns = [{ title: "#" }, { title: "Build" }, { title: "Should begin" }, { title: "Queued" }, { title: "Asked for by" }, { title: "Note" }, ...(cancel ? [{ title: "Cancel" }] : [])];
  return (
    <>
      <Table caption="Queued builds" columns={columns}>
        {builds.map(({ buildId, image, version, trigger, queuedAt, note, requestedBy, expectedStart }, at) => (
          <tr key={buildId} className={row}>
            <td className={`${cell} text-soft`}>{at + 1}</td>
            <th scope="row" className={`${cell} font-normal whitespace-nowrap`}>
              <PageLink href={`/images/${image}/${version}`} className="link font-mono">
                {image} {version}
              </PageLink>
            </th>
            <td className={`${cell} whitespace-nowrap`}>
              <Start start={expectedStart} />
            </td>
            <td className={`${cell} text-soft`}>
              <When at={queuedAt} />
            </td>
            <td className={cell}>{requestedBy ?? (trigger === "nightly" ? "the plan" : "the factory")}</td>
            <td className={`${cell} max-w-[24rem] wrap-anywhere`}>{note}</td>
            {cancel && (
              <td className={cell}>
                <div className="py-1">
                  <CancelBuild buildId={buildId} title={`${image} ${version}`} cancel={cancel} />
                </div>
              </td>
            )}
          </tr>
        ))}
      </Table>
      {total > builds.length && <p className="mt-3 text-soft">{total - builds.length} more wait behind these.</p>}
    </>
  );
}

const soonMs = 30_000;

function Start({ start }: { start: ExpectedStart }) {
  if (start === "no-worker") return <span className="text-attention">no worker can build it</span>;
  if (start === "unknown") return <span className="text-soft">unknown</span>;
  return start.at.getTime() - requestTime().getTime() < soonMs ? "now" : <When at={start.at} />;
}
