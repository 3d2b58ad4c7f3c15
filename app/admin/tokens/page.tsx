import type { Metadata } from "next";
import { ActionForm } from "#components/admin/action-form.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { Pager } from "#components/admin/pager.tsx";
import { TokenTable } from "#components/admin/token-table.tsx";
import { button } from "#components/ui/button.ts";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { listTokens } from "#lib/auth/tokens/data.ts";
import { scopeNames, tokenDays, tokenListViewSchema, tokenScopes } from "#lib/auth/tokens/schema.ts";
import { endToken, makeToken } from "../account/actions.ts";

export const metadata: Metadata = { title: "Tokens", robots: { index: false } };

const shown = 60;

export default async function TokensPage({ searchParams }: PageProps<"/admin/tokens">) {
  const actor = await admitToPage("account:own", "/admin/tokens");
  const { after } = tokenListViewSchema.parse(await searchParams);
  const found = await listTokens(actor, { after, limit: shown + 1 });
  const tokens = found.slice(0, shown);
  const last = found.length > shown ? tokens.at(-1) : undefined;
  const scopes = scopeNames.filter((scope) => isAllowed(actor.roles, scope));
  return (
    <>
      <PageHead
        title="Tokens"
        lead="For scripts and machines, which send them in the header “Authorization: Bearer”. A token may never do more than its owner."
        action={
          scopes.length > 0 && (
            <a href="#create" className={button.secondary}>
              Make a token …
            </a>
          )
        }
      />
      {tokens.length === 0 ? <Empty title="There is no token.">Make one below for a script that shall start builds or promote them.</Empty> : <TokenTable tokens={tokens} now={new Date()} revoke={endToken} />}
      <Pager label="Pages of the tokens" newest={after ? { href: "/admin/tokens", title: "First tokens" } : null} older={last && { href: `/admin/tokens?after=${last.id}`, title: "More tokens" }} />
      <Section id="create" title="Make a token">
        {scopes.length === 0 ? (
          <Empty title="Your role does nothing that a token could do." />
        ) : (
          <ActionForm
            action={makeToken}
            submit="Make the token"
            look="primary"
            fields={[
              { name: "name", label: "What is it for?", required: true, maxLength: 100, autoComplete: "off" },
              { name: "days", label: "Good for", options: tokenDays.map((days) => ({ value: days, label: `${days} days` })), defaultValue: "90" },
            ]}
            boxes={{ name: "scopes", legend: "It may", options: scopes.map((scope) => ({ name: `scope:${scope}`, label: tokenScopes[scope] })) }}
          />
        )}
      </Section>
    </>
  );
}
