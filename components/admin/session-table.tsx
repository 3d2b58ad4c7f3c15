import { Monitor } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { SessionRow } from "#lib/auth/sessions/schema.ts";
import { ActionForm, type Action } from "./action-form.tsx";

const methods = { password: "Password", second_factor: "Password and code", oidc: "Provider" };

/** The browser and system in what a browser calls itself; the whole text is in the title. */
function browserOf(userAgent: string | null): string {
  if (!userAgent) return "unknown";
  const browser = /(Firefox|Edg|OPR|Chrome|Safari|curl)\/([0-9]+)/.exec(userAgent);
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(userAgent)?.[1];
  return [browser ? `${browser[1] === "Edg" ? "Edge" : browser[1]} ${browser[2]}` : userAgent.slice(0, 30), system && `on ${system}`].filter(Boolean).join(" ");
}

/** Log-ins that count now; each can be ended. */
export function SessionTable({ sessions, end }: { sessions: SessionRow[]; end: Action }) {
  return (
    <Table folds caption="Open sessions" columns={[{ title: "Browser" }, { title: "Address" }, { title: "Signed in" }, { title: "With" }, { title: "Last used" }, { title: "End" }]}>
      {sessions.map(({ id, userAgent, address, createdAt, method, lastSeenAt, isThis }) => (
        <tr key={id} className={row}>
          <th scope="row" title={userAgent ?? undefined} className={`${cell} font-normal whitespace-nowrap`}>
            {browserOf(userAgent)}
          </th>
          <td data-label="Address" className={`${cell} font-mono`}>{address ?? "unknown"}</td>
          <td data-label="Signed in" className={cell}>
            <When at={createdAt} />
          </td>
          <td data-label="With" className={`${cell} whitespace-nowrap`}>{methods[method]}</td>
          <td data-label="Last used" className={cell}>
            <When at={lastSeenAt} />
          </td>
          <td data-label="End" className={cell}>{isThis ? <Chip tone="accent" icon={Monitor} word="this one" /> : <ActionForm action={end} submit="End" hidden={{ sessionId: id }} />}</td>
        </tr>
      ))}
    </Table>
  );
}
