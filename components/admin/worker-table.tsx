import { HeartPulse, HeartOff, TriangleAlert } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { WorkerRow } from "#lib/channels/schema.ts";

/** The workers with their last sign of life and what they can do. `lostBefore`: who was silent since then counts as lost. */
export function WorkerTable({ workers, lostBefore }: { workers: WorkerRow[]; lostBefore: Date }) {
  return (
    <Table caption="Workers and what they can do" columns={[{ title: "Worker" }, { title: "State" }, { title: "Heartbeat" }, { title: "Builds" }, { title: "Boots with" }]}>
      {workers.map(({ id, name, heartbeatAt, capabilities }) => (
        <tr key={id} className={row}>
          <th scope="row" className={`${cell} font-mono font-normal`}>
            {name}
          </th>
          <td className={cell}>
            <WorkerState isLost={heartbeatAt < lostBefore} canBuild={capabilities.kinds.length > 0} />
          </td>
          <td className={cell}>
            <When at={heartbeatAt} />
          </td>
          <td className={cell}>{capabilities.kinds.length > 0 ? [capabilities.kinds.join(", "), capabilities.mode].filter(Boolean).join("; ") : (capabilities.reason ?? "nothing")}</td>
          <td className={cell}>{capabilities.accelerator?.toUpperCase() ?? "unknown"}</td>
        </tr>
      ))}
    </Table>
  );
}

function WorkerState({ isLost, canBuild }: { isLost: boolean; canBuild: boolean }) {
  if (isLost) return <Chip tone="bad" icon={HeartOff} word="lost" />;
  return canBuild ? <Chip tone="ok" icon={HeartPulse} word="ready" /> : <Chip tone="attention" icon={TriangleAlert} word="cannot build" />;
}
