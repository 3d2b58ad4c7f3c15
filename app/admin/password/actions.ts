"use server";

import { redirect } from "next/navigation";
import { asOutcome, readForm } from "#lib/auth/forms.ts";
import { changePassword } from "#lib/auth/account/mutations.ts";
import { changePasswordSchema } from "#lib/auth/schema.ts";
import { currentSession } from "#lib/auth/session.ts";

/** For everybody who is signed in, and the only act of those whose password was given to them. */
export async function changeOwnPassword(_previous: unknown, form: FormData) {
  const session = await currentSession();
  if (!session) return { ok: false as const, code: "unauthenticated" as const, message: "You are not signed in, or no longer. Sign in and try again." };
  const input = readForm(changePasswordSchema, form);
  if (!input.ok) return input;
  const outcome = await asOutcome(() => changePassword(session, input.value));
  if (!outcome.ok) return outcome;
  redirect("/admin");
}
