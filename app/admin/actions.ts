"use server";

import { redirect } from "next/navigation";
import { adminAction } from "#lib/auth/admin-action.ts";
import { nothingSchema } from "#lib/auth/second-factor/schema.ts";
import { acknowledgeFailures } from "#lib/auth/sessions/mutations.ts";
import { endCurrentSession } from "#lib/auth/session.ts";
import { requestBuilds, requestCancel } from "#lib/builds/mutations.ts";
import { confirmRequest, promoteOrAsk, withdrawRequest } from "#lib/channels/requests/mutations.ts";
import { decideRequestSchema } from "#lib/channels/requests/schema.ts";
import { promoteSchema } from "#lib/channels/schema.ts";
import { cancelBuildSchema, triggerBuildSchema } from "./schema.ts";

export const triggerBuild = adminAction({ permission: "build:trigger", schema: triggerBuildSchema }, requestBuilds);

export const cancelBuild = adminAction({ permission: "build:cancel", schema: cancelBuildSchema }, requestCancel);

export const promoteBuild = adminAction({ permission: "channel:promote", schema: promoteSchema }, promoteOrAsk);

export const confirmPromotion = adminAction({ permission: "channel:promote", schema: decideRequestSchema }, confirmRequest);

export const withdrawPromotion = adminAction({ permission: "channel:promote", schema: decideRequestSchema }, withdrawRequest);

export const acknowledge = adminAction({ permission: "account:own", schema: nothingSchema }, async (_actor, _input, session) => {
  await acknowledgeFailures(session.id);
  return { ok: true, value: null };
});

/** Needs no permission: it only ends the session that asks for it. */
export async function signOut(): Promise<undefined> {
  await endCurrentSession();
  redirect("/login");
}
