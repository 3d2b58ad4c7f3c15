import { HeartPulse, HeartOff, LoaderCircle, TriangleAlert } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { WorkerRow } from "#lib/workload/schema.ts";

/** The workers with their last sign of life, what they do and what they can do. */
export function WorkerTable({ workers }: { workers: WorkerRow[] }) {
  return (
    <Table folds caption="Workers and what they can do" columns={[{ title: "Worker" }, { title: "State" }, { title: "Heartbeat" }, { title: "Runs" }, { title: "Builds" }, { title: "Boots with" }]}>
      {workers.map((worker) => (
        <tr key={worker.id} className={row}>
          <th scope="row" className={`${cell} font-mono font-normal whitespace-nowrap`}>
            {worker.name}
          </th>
          <td data-label="State" className={cell}>
            <WorkerState worker={worker} />
          </td>
          <td data-label="Heartbeat" className={cell}>
            <When at={worker.heartbeatAt} />
          </td>
          <td data-label="Runs" className={`${cell} whitespace-nowrap`}>
            {worker.build ? (
              <PageLink href={`/images/${worker.build.image}/${worker.build.version}`} className="link font-mono">
                {worker.build.image} {worker.build.version}
              </PageLink>
            ) : (
              <span className="text-soft">nothing</span>
            )}
          </td>
          <td data-label="Builds" className={`${cell} min-w-64`}>{abilities(worker)}</td>
          <td data-label="Boots with" className={cell}>{worker.capabilities.accelerator?.toUpperCase() ?? "unknown"}</td>
        </tr>
      ))}
    </Table>
  );
}

function abilities({ capabilities: { kinds, mode, reason } }: WorkerRow): string {
  return kinds.length > 0 ? [kinds.join(", "), mode].filter(Boolean).join("; ") : (reason ?? "nothing");
}

function WorkerState({ worker: { isLost, build, capabilities } }: { worker: WorkerRow }) {
  if (isLost) return <Chip tone="bad" icon={HeartOff} word="lost" />;
  if (capabilities.kinds.length === 0) return <Chip tone="attention" icon={TriangleAlert} word="cannot build" />;
  return build ? <Chip tone="running" icon={LoaderCircle} word="busy" /> : <Chip tone="ok" icon={HeartPulse} word="ready" />;
}
