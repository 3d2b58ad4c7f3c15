"use server";

import { redirect } from "next/navigation";
import { adminAction } from "#lib/auth/admin-action.ts";
import { confirmIdentity } from "#lib/auth/account/mutations.ts";
import { safeCallbackPath } from "#lib/auth/rules.ts";
import { confirmIdentitySchema } from "#lib/auth/schema.ts";
import { beginSecondFactor, confirmSecondFactor, removeSecondFactor, renewRecoveryCodes } from "#lib/auth/second-factor/mutations.ts";
import { confirmSecondFactorSchema, nothingSchema } from "#lib/auth/second-factor/schema.ts";
import { endOtherSessions, endSession } from "#lib/auth/sessions/mutations.ts";
import { endSessionSchema } from "#lib/auth/sessions/schema.ts";
import { createToken, revokeToken } from "#lib/auth/tokens/mutations.ts";
import { createTokenSchema, revokeTokenSchema } from "#lib/auth/tokens/schema.ts";

// What everybody with a role may do about themselves. The use cases of sessions and tokens look further for who may
// administer users.

export const beginOwnSecondFactor = adminAction({ permission: "account:own", schema: nothingSchema, dangerous: true }, beginSecondFactor);

export const confirmOwnSecondFactor = adminAction({ permission: "account:own", schema: confirmSecondFactorSchema, dangerous: true }, confirmSecondFactor);

export const renewOwnRecoveryCodes = adminAction({ permission: "account:own", schema: nothingSchema, dangerous: true }, renewRecoveryCodes);

export const removeOwnSecondFactor = adminAction({ permission: "account:own", schema: nothingSchema, dangerous: true }, (actor) =>
  removeSecondFactor(actor, { userId: actor.userId ?? "" }),
);

export const endOneSession = adminAction({ permission: "account:own", schema: endSessionSchema }, endSession);

export const endMyOtherSessions = adminAction({ permission: "account:own", schema: nothingSchema }, (actor, _input, session) => endOtherSessions(actor, session.id));

export const makeToken = adminAction({ permission: "account:own", schema: createTokenSchema, dangerous: true }, createToken);

export const endToken = adminAction({ permission: "account:own", schema: revokeTokenSchema }, revokeToken);

const confirm = adminAction({ permission: "account:own", schema: confirmIdentitySchema }, async (_actor, input, session) => {
  const outcome = await confirmIdentity(session, input);
  return outcome.ok ? { ok: true, value: safeCallbackPath(input.callbackUrl) } : outcome;
});

/** Proves once more who sits here, and goes back to where a dangerous act waits. */
export async function confirmOwnIdentity(previous: unknown, form: FormData) {
  const outcome = await confirm(previous, form);
  if (!outcome.ok) return outcome;
  redirect(outcome.value);
}
