import { Empty } from "#components/ui/empty.tsx";
import { formatMinute } from "#components/ui/format.ts";
import { cell, row, Table } from "#components/ui/table.tsx";
import type { WindowRow } from "#lib/schedule/schema.ts";
import { ActionForm, type Action } from "../action-form.tsx";
import { Confirm } from "../confirm.tsx";

/** The maintenance windows that are not over. `add` is null for who may not change them. */
export function MaintenanceWindows({ windows, add, remove }: { windows: WindowRow[]; add: Action | null; remove: Action }) {
  return (
    <div className="flex flex-col items-start gap-6">
      <div className="w-full">
        {windows.length === 0 ? (
          <Empty title="No maintenance is planned." />
        ) : (
          <Table folds caption="Maintenance windows" columns={[{ title: "From (UTC)" }, { title: "To (UTC)" }, { title: "Reason" }, { title: "By" }, { title: "Remove" }]}>
            {windows.map(({ id, startsAt, endsAt, reason, createdByName }) => (
              <tr key={id} className={row}>
                <th scope="row" className={`${cell} font-normal whitespace-nowrap`}>
                  {formatMinute(startsAt)}
                </th>
                <td data-label="To (UTC)" className={`${cell} whitespace-nowrap`}>{formatMinute(endsAt)}</td>
                <td data-label="Reason" className={`${cell} min-w-[14rem] py-2 break-words`}>{reason}</td>
                <td data-label="By" className={cell}>{createdByName}</td>
                <td data-label="Remove" className={`${cell} py-1`}>{add && <ActionForm action={remove} submit="Remove" hidden={{ windowId: id }} />}</td>
              </tr>
            ))}
          </Table>
        )}
      </div>
      {add && (
        <Confirm title="Add a window …">
          <ActionForm
            action={add}
            submit="Add the window"
            look="secondary"
            done="Added."
            fields={[
              { name: "startsAt", label: "From (UTC)", type: "datetime-local", required: true },
              { name: "endsAt", label: "To (UTC)", type: "datetime-local", required: true },
              { name: "reason", label: "Reason", required: true, maxLength: 300, autoComplete: "off" },
            ]}
          />
        </Confirm>
      )}
    </div>
  );
}
