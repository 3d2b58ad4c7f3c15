import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ActionForm } from "#components/admin/action-form.tsx";
import { RememberAdmin } from "#components/admin/remember-admin.tsx";
import { Frame } from "#components/site/frame.tsx";
import { button } from "#components/ui/button.ts";
import { oidcSettings } from "#lib/auth/oidc/provider.ts";
import { safeCallbackPath } from "#lib/auth/rules.ts";
import { currentSession } from "#lib/auth/session.ts";
import { logInWithPassword } from "./actions.ts";
import { errorText, logInQuerySchema } from "./schema.ts";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function LoginPage({ searchParams }: Props) {
  const [query, session] = await Promise.all([searchParams, currentSession()]);
  const { callbackUrl, error } = logInQuerySchema.parse(query);
  const target = safeCallbackPath(callbackUrl);
  if (session) redirect(session.mustChangePassword ? "/admin/password" : target);
  const oidc = oidcSettings();
  return (
    <Frame>
      <RememberAdmin isSignedIn={false} />
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">Sign in</h1>
      <p className="mt-2 mb-8 max-w-[60ch] text-soft">For those who build and release the images. Browsing, downloading and verifying need no account.</p>
      {error && (
        <p role="alert" className="mb-6 w-fit max-w-[60ch] rounded-md border border-bad bg-bad-wash px-3 py-2 text-bad">
          {errorText(error)}
        </p>
      )}
      {oidc && (
        <div className="mb-8 max-w-[28rem] border-b border-line pb-8">
          {/* A link and no form: the way leads to another site, where a form of this one may not go. */}
          <a href={`/login/oidc?callbackUrl=${encodeURIComponent(target)}`} className={`${button.primary} w-full`}>
            Sign in with {oidc.title}
          </a>
        </div>
      )}
      <ActionForm
        action={logInWithPassword}
        submit={oidc ? "Sign in with a password" : "Sign in"}
        look={oidc ? "secondary" : "primary"}
        hidden={{ callbackUrl: target }}
        fields={[
          { name: "name", label: "User name", autoComplete: "username", required: true, maxLength: 128 },
          { name: "password", label: "Password", type: "password", autoComplete: "current-password", required: true, maxLength: 256 },
        ]}
      />
    </Frame>
  );
}
