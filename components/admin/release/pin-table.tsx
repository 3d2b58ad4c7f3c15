import { ImageLink } from "#components/admin/image-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { Day, When } from "#components/ui/when.tsx";
import type { PinRow } from "#lib/pins/schema.ts";
import { ActionForm, type Action } from "../action-form.tsx";
import { Confirm } from "../confirm.tsx";

/** Who stays with which build; `end` is null for who may not change it. */
export function PinTable({ pins, end }: { pins: PinRow[]; end: Action | null }) {
  return (
    <Table folds caption="Clients with the builds they stay with" columns={["Client", "Stays with", "Until", "Contact", "Noted", ...(end ? ["End"] : [])].map((title) => ({ title }))}>
      {pins.map(({ id, client, image, version, until, contact, pinnedBy, createdAt }) => (
        <tr key={id} className={row}>
          <th scope="row" className={`${cell} min-w-40 font-normal wrap-anywhere`}>
            {client}
          </th>
          <td data-label="Stays with" className={cell}>
            <ImageLink href={`/images/${image}/${version}`} image={image} version={version} />
          </td>
          <td data-label="Until" className={cell}>
            <Day at={until} />
          </td>
          <td data-label="Contact" className={`${cell} min-w-36 wrap-anywhere`}>{contact}</td>
          <td data-label="Noted" className={cell}>
            <When at={createdAt} /> <span className="whitespace-nowrap text-soft">by {pinnedBy}</span>
          </td>
          {end && (
            <td data-label="End" className={`${cell} py-1`}>
              <Confirm title="End …">
                <ActionForm action={end} submit={`End the pin of ${client}`} look="smallDanger" hidden={{ pinId: id }} />
              </Confirm>
            </td>
          )}
        </tr>
      ))}
    </Table>
  );
}
