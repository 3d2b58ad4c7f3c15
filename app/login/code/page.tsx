import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ActionForm } from "#components/admin/action-form.tsx";
import { Frame } from "#components/site/frame.tsx";
import { safeCallbackPath } from "#lib/auth/rules.ts";
import { readId } from "#lib/auth/session.ts";
import { logInWithSecondFactor } from "../actions.ts";
import { logInQuerySchema } from "../schema.ts";

export const metadata: Metadata = { title: "Enter your code", robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CodePage({ searchParams }: Props) {
  const [query, userId] = await Promise.all([searchParams, readId("second-factor")]);
  if (!userId) redirect("/login");
  return (
    <Frame>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">Enter your code</h1>
      <p className="mt-2 mb-8 max-w-[60ch] text-soft">Your password is right. Now the six digits that your authenticator shows at this moment, or one of your recovery codes.</p>
      <ActionForm
        action={logInWithSecondFactor}
        submit="Sign in"
        look="primary"
        hidden={{ callbackUrl: safeCallbackPath(logInQuerySchema.parse(query).callbackUrl) }}
        fields={[{ name: "code", label: "Code", autoComplete: "one-time-code", required: true, maxLength: 40 }]}
      />
    </Frame>
  );
}
