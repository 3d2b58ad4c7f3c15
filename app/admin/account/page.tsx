import type { Metadata } from "next";
import { ActionForm } from "#components/admin/action-form.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { SecondFactorForm } from "#components/admin/second-factor-form.tsx";
import { SessionTable } from "#components/admin/session-table.tsx";
import { button } from "#components/ui/button.ts";
import { DefinitionList } from "#components/ui/definition-list.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Section } from "#components/ui/section.tsx";
import { readSecondFactor } from "#lib/auth/second-factor/data.ts";
import { listSessions } from "#lib/auth/sessions/data.ts";
import { admitSession } from "#lib/auth/session.ts";
import { beginOwnSecondFactor, confirmOwnSecondFactor, endMyOtherSessions, endOneSession, removeOwnSecondFactor, renewOwnRecoveryCodes } from "./actions.ts";

export const metadata: Metadata = { title: "Your account", robots: { index: false } };

export default async function AccountPage() {
  const { id, actor, displayName } = await admitSession("account:own", "/admin/account");
  const [factor, sessions] = await Promise.all([readSecondFactor(actor), listSessions(actor, { userId: actor.userId ?? "", thisSessionId: id })]);
  return (
    <>
      <PageHead title="Your account" lead="How you sign in, where you are signed in, and what acts in your name." />
      <DefinitionList
        items={[
          { term: "Name", value: displayName },
          { term: "User name", value: actor.name },
          { term: "Roles", value: actor.roles.join(", ") },
        ]}
      />
      {factor.state !== "elsewhere" && (
        <Section id="password" title="Password" lead="Whoever changes it ends all other sessions.">
          <PageLink href="/admin/password" className={button.small}>
            Change the password
          </PageLink>
        </Section>
      )}
      <Section id="second-factor" title="Second factor">
        <SecondFactorForm factor={factor} begin={beginOwnSecondFactor} confirm={confirmOwnSecondFactor} renew={renewOwnRecoveryCodes} remove={removeOwnSecondFactor} />
      </Section>
      <Section id="sessions" title="Sessions" lead="Every browser in which you are signed in. A session ends by itself after twelve hours." aside={sessions.length > 1 && <ActionForm action={endMyOtherSessions} submit="End all others" />}>
        <SessionTable sessions={sessions} end={endOneSession} />
      </Section>
      <Section id="tokens" title="Tokens" lead="For scripts and machines that act in your name.">
        <PageLink href="/admin/tokens" className={button.small}>
          Your tokens
        </PageLink>
      </Section>
    </>
  );
}
