import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ActionForm } from "#components/admin/action-form.tsx";
import { Frame } from "#components/site/frame.tsx";
import { safeCallbackPath } from "#lib/auth/rules.ts";
import { currentSession } from "#lib/auth/session.ts";
import { logInWithPassword } from "./actions.ts";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function LoginPage({ searchParams }: Props) {
  const [{ callbackUrl, error }, session] = await Promise.all([searchParams, currentSession()]);
  const target = safeCallbackPath(typeof callbackUrl === "string" ? callbackUrl : null);
  if (session) redirect(session.mustChangePassword ? "/admin/password" : target);
  return (
    <Frame>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">Sign in</h1>
      <p className="mt-2 mb-8 max-w-[60ch] text-soft">For those who build and release the images. Browsing, downloading and verifying need no account.</p>
      {error && (
        <p role="alert" className="mb-4 max-w-[60ch] text-bad">
          You were not signed in. Check user name and password and try again.
        </p>
      )}
      <ActionForm
        action={logInWithPassword}
        submit="Sign in"
        look="primary"
        hidden={{ callbackUrl: target }}
        fields={[
          { name: "name", label: "User name", autoComplete: "username", required: true, maxLength: 128 },
          { name: "password", label: "Password", type: "password", autoComplete: "current-password", required: true, maxLength: 256 },
        ]}
      />
    </Frame>
  );
}
