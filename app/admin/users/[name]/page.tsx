import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm } from "#components/admin/action-form.tsx";
import { Confirm } from "#components/admin/confirm.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { SessionTable } from "#components/admin/session-table.tsx";
import { UserState } from "#components/admin/user-table.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { listSessions } from "#lib/auth/sessions/data.ts";
import { admitSession } from "#lib/auth/session.ts";
import { findUser } from "#lib/auth/users/data.ts";
import { roleChoices } from "#lib/auth/users/schema.ts";
import { endOneSession } from "../../account/actions.ts";
import { changeUser, endSessionsOfUser, giveOneTimePassword, switchUser, takeSecondFactor } from "../actions.ts";

export const metadata: Metadata = { title: "User", robots: { index: false } };

type Props = { params: Promise<{ name: string }> };

export default async function UserPage({ params }: Props) {
  const name = decodeURIComponent((await params).name);
  const { id, actor } = await admitSession("user:manage", `/admin/users/${encodeURIComponent(name)}`);
  const user = await findUser(actor, name);
  if (!user) notFound();
  const sessions = await listSessions(actor, { userId: user.id, thisSessionId: id });
  const hidden = { userId: user.id };
  const strongest = roleChoices.findLast((role) => role !== "none" && user.roles.includes(role)) ?? "none";
  return (
    <>
      <Breadcrumbs items={[{ href: "/admin/users", title: "Users" }]} />
      <PageHead title={user.name} lead={<UserState user={user} />} />
      <Section id="edit" title="Name and role">
        {user.isOidc ? (
          <p className="max-w-[60ch] text-soft">
            {user.displayName} signs in through the provider, which gives the roles: {user.roles.join(", ") || "none"}.
          </p>
        ) : (
          <ActionForm
            action={changeUser}
            submit={`Save ${user.name}`}
            look="primary"
            done="Saved."
            hidden={hidden}
            fields={[
              { name: "displayName", label: "Name", required: true, maxLength: 128, autoComplete: "off", defaultValue: user.displayName },
              { name: "email", label: "E-mail (optional)", type: "email", maxLength: 254, autoComplete: "off", defaultValue: user.email ?? undefined },
              { name: "role", label: "Role", options: [...roleChoices], defaultValue: strongest },
            ]}
          />
        )}
      </Section>
      <Section id="sessions" title="Sessions" aside={sessions.length > 0 && <ActionForm action={endSessionsOfUser} submit={`End all sessions of ${user.name}`} hidden={hidden} />}>
        {sessions.length === 0 ? <Empty title={`${user.name} is not signed in.`}>Each browser in which they sign in gets a row here, and can be signed out.</Empty> : <SessionTable sessions={sessions} end={endOneSession} />}
      </Section>
      <Section id="access" title="Access">
        <div className="flex flex-col items-start gap-4">
          {!user.isOidc && <ActionForm action={giveOneTimePassword} submit={`Give ${user.name} a one-time password`} hidden={hidden} />}
          {user.hasSecondFactor && (
            <Confirm title="Take the second factor away …">
              <ActionForm action={takeSecondFactor} submit={`Take the second factor of ${user.name} away`} look="smallDanger" hidden={hidden} />
            </Confirm>
          )}
          {user.disabledAt ? (
            <ActionForm action={switchUser} submit={`Let ${user.name} in again`} hidden={{ ...hidden, enabled: "yes" }} />
          ) : (
            <Confirm title="Shut out …">
              <p className="mb-4">Their sessions end at once and their tokens count no more. What they have done stays in the audit.</p>
              <ActionForm action={switchUser} submit={`Shut ${user.name} out`} look="smallDanger" hidden={{ ...hidden, enabled: "no" }} />
            </Confirm>
          )}
        </div>
      </Section>
    </>
  );
}
