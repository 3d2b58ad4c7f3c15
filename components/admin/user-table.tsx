import { CircleCheck, CircleSlash, KeyRound, Lock } from "lucide-react";
import { Chip } from "#components/ui/chip.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cell, row, Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { UserRow } from "#lib/auth/users/schema.ts";

/** The state of a user, the one that matters most first. */
export function UserState({ user: { disabledAt, lockedUntil, mustChangePassword } }: { user: UserRow }) {
  if (disabledAt) return <Chip tone="quiet" icon={CircleSlash} word="disabled" />;
  if (lockedUntil) return <Chip tone="bad" icon={Lock} word="locked" title={`After failed attempts, until ${lockedUntil.toISOString()}. It ends by itself.`} />;
  return mustChangePassword ? <Chip tone="attention" icon={KeyRound} word="one-time password" /> : <Chip tone="ok" icon={CircleCheck} word="active" />;
}

/** Everybody who can sign in. */
export function UserTable({ users }: { users: UserRow[] }) {
  return (
    <Table folds caption="Users" columns={[{ title: "User" }, { title: "Name" }, { title: "State" }, { title: "Role" }, { title: "Signs in with" }, { title: "Sessions" }, { title: "Last seen" }]}>
      {users.map((user) => (
        <tr key={user.id} className={row}>
          <th scope="row" className={`${cell} max-w-72 min-w-36 font-normal wrap-anywhere`}>
            <PageLink href={`/admin/users/${encodeURIComponent(user.name)}`} className="link">
              {user.name}
            </PageLink>
          </th>
          <td data-label="Name" className={`${cell} max-w-64 wrap-anywhere`}>{user.displayName}</td>
          <td data-label="State" className={cell}>
            <UserState user={user} />
          </td>
          <td data-label="Role" className={cell}>{user.roles.join(", ") || "none"}</td>
          <td data-label="Signs in with" className={`${cell} whitespace-nowrap`}>{user.isOidc ? "provider" : user.hasSecondFactor ? "password and code" : "password"}</td>
          <td data-label="Sessions" className={cell}>{user.sessions}</td>
          <td data-label="Last seen" className={cell}>{user.lastSeenAt ? <When at={user.lastSeenAt} /> : <span className="text-soft">not signed in</span>}</td>
        </tr>
      ))}
    </Table>
  );
}
