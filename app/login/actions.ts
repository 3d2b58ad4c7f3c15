"use server";

import { redirect } from "next/navigation";
import { asOutcome, readForm } from "#lib/auth/forms.ts";
import { logIn } from "#lib/auth/mutations.ts";
import { safeCallbackPath } from "#lib/auth/rules.ts";
import { logInSchema } from "#lib/auth/schema.ts";
import { currentUserAgent, sendSessionCookie } from "#lib/auth/session.ts";

/** For strangers, so without a gate; what it protects itself with is the lock-out of `logIn`. */
export async function logInWithPassword(_previous: unknown, form: FormData) {
  const input = readForm(logInSchema, form);
  if (!input.ok) return input;
  const { name, password, callbackUrl } = input.value;
  const outcome = await asOutcome(async () => logIn({ name, password, userAgent: await currentUserAgent() }));
  if (!outcome.ok) return { ...outcome, values: { name } };
  await sendSessionCookie(outcome.value.sessionId);
  redirect(outcome.value.mustChangePassword ? "/admin/password" : safeCallbackPath(callbackUrl));
}
