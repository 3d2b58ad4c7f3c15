import { Breakable } from "#components/ui/breakable.tsx";
import { requestTime } from "#components/ui/request-time.ts";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { FailedRegistration } from "#lib/registrations/control/schema.ts";

type Props = { cloud: string; failed: FailedRegistration[]; nextLookAt: Date | null };

/** Registrations that could not be made as wanted, why, and when they are tried again. */
export function FailedTable({ cloud, failed, nextLookAt }: Props) {
  return (
    <div className="mt-6">
      <Table folds caption={`Failed registrations in ${cloud}`} columns={[{ title: "Failed" }, { title: "Why" }, { title: "Since" }, { title: "Next attempt" }]}>
        {failed.map(({ line, version, error, since }) => (
          <tr key={`${line} ${version}`} className={row}>
            <th scope="row" className={`${cell} min-w-[14rem] py-2 font-mono font-normal`}>
              <span className="wrap-anywhere">
                <Breakable text={line} />
              </span> <span className="whitespace-nowrap">{version}</span>
            </th>
            <td data-label="Why" className={`${cell} min-w-[16rem] py-2 wrap-anywhere`}>{error}</td>
            <td data-label="Since" className={cell}>
              <When at={since} />
            </td>
            <td data-label="Next attempt" className={cell}>{nextLookAt && nextLookAt > requestTime() ? <When at={nextLookAt} /> : "as soon as a worker runs"}</td>
          </tr>
        ))}
      </Table>
    </div>
  );
}
