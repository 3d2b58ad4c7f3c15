"use server";

import { redirect } from "next/navigation";
import { asOutcome, readForm } from "#lib/auth/forms.ts";
import { logIn, logInWithCode } from "#lib/auth/mutations.ts";
import { safeCallbackPath } from "#lib/auth/rules.ts";
import { logInCodeSchema, logInSchema } from "#lib/auth/schema.ts";
import { currentClient, keepId, readId, sendLogIn } from "#lib/auth/session.ts";

/** For strangers, so without a gate; what it protects itself with is the lock-out of `logIn`. */
export async function logInWithPassword(_previous: unknown, form: FormData) {
  const input = readForm(logInSchema, form);
  if (!input.ok) return input;
  const { name, password, callbackUrl } = input.value;
  const outcome = await asOutcome(async () => logIn({ name, password }, await currentClient()));
  if (!outcome.ok) return { ...outcome, values: { name } };
  const path = safeCallbackPath(callbackUrl);
  if (outcome.value.state === "code-needed") {
    await keepId("second-factor", outcome.value.userId);
    redirect(`/login/code?callbackUrl=${encodeURIComponent(path)}`);
  }
  await sendLogIn(outcome.value);
  redirect(outcome.value.mustChangePassword ? "/admin/password" : path);
}

/** The second step: only for whose password has just fitted, which a sealed cookie of five minutes says. */
export async function logInWithSecondFactor(_previous: unknown, form: FormData) {
  const userId = await readId("second-factor");
  if (!userId) redirect("/login?error=code-late");
  const input = readForm(logInCodeSchema, form);
  if (!input.ok) return input;
  const { code, callbackUrl } = input.value;
  const outcome = await asOutcome(async () => logInWithCode({ userId, code }, await currentClient()));
  if (!outcome.ok) return outcome;
  if (outcome.value.state !== "open") redirect("/login");
  await sendLogIn(outcome.value);
  redirect(outcome.value.mustChangePassword ? "/admin/password" : safeCallbackPath(callbackUrl));
}
