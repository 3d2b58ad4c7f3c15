import { CircleCheck, CircleSlash, Hourglass } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { Day, When } from "#components/ui/when.tsx";
import { tokenScopes, type TokenRow, type TokenScope } from "#lib/auth/tokens/schema.ts";
import { ActionForm, type Action } from "./action-form.tsx";
import { Confirm } from "./confirm.tsx";

function TokenState({ revokedAt, expiresAt, now }: { revokedAt: Date | null; expiresAt: Date; now: Date }) {
  if (revokedAt) return <Chip tone="quiet" icon={CircleSlash} word="revoked" />;
  return expiresAt < now ? <Chip tone="quiet" icon={Hourglass} word="expired" /> : <Chip tone="ok" icon={CircleCheck} word="valid" />;
}

/** Tokens with what they are good for; those that still count can be revoked. */
export function TokenTable({ tokens, now, revoke }: { tokens: TokenRow[]; now: Date; revoke: Action }) {
  return (
    <Table folds caption="Tokens" columns={[{ title: "Token" }, { title: "State" }, { title: "Owner" }, { title: "May" }, { title: "Last used" }, { title: "Good until" }, { title: "Revoke" }]}>
      {tokens.map(({ id, name, owner, scopes, lastUsedAt, expiresAt, revokedAt }) => (
        <tr key={id} className={row}>
          <th scope="row" className={`${cell} max-w-72 font-normal wrap-anywhere`}>
            {name}
          </th>
          <td data-label="State" className={cell}>
            <TokenState revokedAt={revokedAt} expiresAt={expiresAt} now={now} />
          </td>
          <td data-label="Owner" className={cell}>{owner}</td>
          <td data-label="May" className={`${cell} max-w-[20rem]`}>{scopes.map((scope) => tokenScopes[scope as TokenScope] ?? scope).join(", ")}</td>
          <td data-label="Last used" className={cell}>{lastUsedAt ? <When at={lastUsedAt} /> : "never"}</td>
          <td data-label="Good until" className={cell}>
            <Day at={expiresAt} />
          </td>
          <td data-label="Revoke" className={`${cell} py-1`}>
            {!revokedAt && expiresAt > now && (
              <Confirm title="Revoke …">
                <ActionForm action={revoke} submit={`Revoke ${name}`} look="smallDanger" hidden={{ tokenId: id }} />
              </Confirm>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}
