import type { Metadata } from "next";
import { ActionForm } from "#components/admin/action-form.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { Pager } from "#components/admin/pager.tsx";
import { UserFilter } from "#components/admin/user-filter.tsx";
import { UserTable } from "#components/admin/user-table.tsx";
import { button } from "#components/ui/button.ts";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { listUsers } from "#lib/auth/users/data.ts";
import { roleChoices, userListViewSchema } from "#lib/auth/users/schema.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { readRequests } from "#lib/channels/requests/data.ts";
import { makeUser, switchSecondReleaser } from "./actions.ts";

export const metadata: Metadata = { title: "Users", robots: { index: false } };

const shown = 100;

export default async function UsersPage({ searchParams }: PageProps<"/admin/users">) {
  const actor = await admitToPage("user:manage", "/admin/users");
  const { q, after } = userListViewSchema.parse(await searchParams);
  const [found, { isNeeded }] = await Promise.all([listUsers(actor, { q, after, limit: shown + 1 }), readRequests(actor)]);
  const hrefOf = (asked: Record<string, string>) => `/admin/users?${new URLSearchParams({ ...(q && { q }), ...asked })}`;
  const users = found.slice(0, shown);
  const last = found.length > shown ? users.at(-1) : undefined;
  return (
    <>
      <PageHead
        title="Users"
        lead="Who can sign in here, what they may do, and how they prove who they are."
        action={
          <a href="#create" className={button.secondary}>
            Add a user …
          </a>
        }
      />
      <UserFilter q={q} />
      {users.length === 0 ? <Empty title="No user is called that." /> : <UserTable users={users} />}
      <Pager label="Pages of the users" newest={after ? { href: hrefOf({}), title: "First users" } : null} older={last && { href: hrefOf({ after: last.name }), title: "More users" }} />
      <Section id="create" title="Add a user" lead="They get a one-time password, which you pass on and they change. Who signs in through the provider needs nothing here.">
        <ActionForm
          action={makeUser}
          submit="Add the user"
          look="primary"
          done="Added."
          fields={[
            { name: "name", label: "User name", required: true, maxLength: 128, autoComplete: "off", hint: "Small letters and digits, such as jane.doe. It never changes." },
            { name: "displayName", label: "Name", required: true, maxLength: 128, autoComplete: "off" },
            { name: "email", label: "E-mail (optional)", type: "email", maxLength: 254, autoComplete: "off" },
            { name: "role", label: "Role", options: [...roleChoices], defaultValue: "viewer", hint: "A viewer looks, an operator builds, a releaser decides what customers get, an admin does all." },
          ]}
        />
      </Section>
      <Section id="second-releaser" title="Second releaser" lead={isNeeded ? "On: one releaser asks for a promotion, another one confirms it." : "Off: a releaser promotes alone."}>
        <ActionForm
          action={switchSecondReleaser}
          submit={isNeeded ? "Let a releaser promote alone" : "Ask for two releasers from now on"}
          hidden={{ needed: isNeeded ? "no" : "yes" }}
        />
      </Section>
    </>
  );
}
