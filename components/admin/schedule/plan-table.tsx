import { CircleSlash } from "lucide-react";
import { ImageLink } from "#components/admin/image-link.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { ScheduleRow } from "#lib/schedule/schema.ts";
import { RunState } from "./run-table.tsx";

/** Every image that can be built, with its plan in words. */
export function PlanTable({ rows, isPaused }: { rows: ScheduleRow[]; isPaused: boolean }) {
  return (
    <Table folds caption="Plans" columns={[{ title: "Image" }, { title: "Plan" }, { title: "Next run" }, { title: "Last night" }]}>
      {rows.map(({ imageName, schedule, words, nextAt, last }) => (
        <tr key={imageName} className={row}>
          <th scope="row" className={`${cell} font-normal`}>
            <ImageLink href={`/admin/schedule/${encodeURIComponent(imageName)}`} image={imageName} />
          </th>
          <td data-label="Plan" className={`${cell} min-w-[16rem] py-2`}>
            {schedule?.isOn ? words : <Chip tone="quiet" icon={CircleSlash} word={schedule ? "off" : "no plan"} />}
            {schedule?.isOn && schedule.onlyWhenChanged && <span className="block text-sm text-soft">only when something has changed</span>}
          </td>
          <td data-label="Next run" className={cell}>{nextAt ? isPaused ? "paused" : <When at={nextAt} /> : "none"}</td>
          <td data-label="Last night" className={`${cell} py-2`}>{last ? <RunState imageName={imageName} state={last.state} reason={last.reason} build={last.build} /> : <span className="text-soft">none yet</span>}</td>
        </tr>
      ))}
    </Table>
  );
}
