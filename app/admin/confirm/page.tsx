import type { Metadata } from "next";
import { ActionForm } from "#components/admin/action-form.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { button } from "#components/ui/button.ts";
import { oidcSettings } from "#lib/auth/oidc/provider.ts";
import { safeCallbackPath } from "#lib/auth/rules.ts";
import { readSecondFactor } from "#lib/auth/second-factor/data.ts";
import { admitSession } from "#lib/auth/session.ts";
import { confirmOwnIdentity } from "../account/actions.ts";

export const metadata: Metadata = { title: "Confirm that it is you", robots: { index: false } };

type Props = { searchParams: Promise<{ callbackUrl?: string | string[] }> };

export default async function ConfirmPage({ searchParams }: Props) {
  const [{ callbackUrl }, { actor }] = await Promise.all([searchParams, admitSession("account:own", "/admin/confirm")]);
  const path = safeCallbackPath(typeof callbackUrl === "string" ? callbackUrl : null);
  const factor = await readSecondFactor(actor);
  const hasCode = factor.state === "on";
  return (
    <>
      <PageHead
        title="Confirm that it is you"
        lead="What you are about to do can do harm, and this browser may have been left open. The next quarter of an hour needs no further proof."
      />
      {factor.state === "elsewhere" ? (
        <a href={`/login/oidc?again=1&callbackUrl=${encodeURIComponent(path)}`} className={button.primary}>
          Sign in with {oidcSettings()?.title ?? "the provider"} once more
        </a>
      ) : (
        <ActionForm
          action={confirmOwnIdentity}
          submit="Confirm"
          look="primary"
          hidden={{ callbackUrl: path }}
          fields={[
            { name: "password", label: "Password", type: "password", autoComplete: "current-password", required: true, maxLength: 256 },
            ...(hasCode ? [{ name: "code", label: "Code", autoComplete: "one-time-code", required: true, maxLength: 40, hint: "From your authenticator, or a recovery code." }] : []),
          ]}
        />
      )}
    </>
  );
}
