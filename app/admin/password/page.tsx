import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ActionForm } from "#components/admin/action-form.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { currentSession } from "#lib/auth/session.ts";
import { changeOwnPassword } from "./actions.ts";

export const metadata: Metadata = { title: "Change your password", robots: { index: false } };

export default async function PasswordPage() {
  const session = await currentSession();
  if (!session) redirect("/login?callbackUrl=/admin/password");
  return (
    <>
      <PageHead
        title="Change your password"
        lead={session.mustChangePassword ? "The password that you signed in with opens nothing but this page. Choose your own; then everything else opens." : "Your other sessions end with the change; this one stays."}
      />
      <ActionForm
        action={changeOwnPassword}
        submit="Change the password"
        look="primary"
        fields={[
          { name: "currentPassword", label: "Present password", type: "password", autoComplete: "current-password", required: true, maxLength: 256 },
          { name: "newPassword", label: "New password", type: "password", autoComplete: "new-password", required: true, maxLength: 256, hint: "At least 15 characters; several words make a good one." },
          { name: "repeatedPassword", label: "New password once more", type: "password", autoComplete: "new-password", required: true, maxLength: 256 },
        ]}
      />
    </>
  );
}
