"use server";

import { redirect } from "next/navigation";
import { adminAction } from "#lib/auth/admin-action.ts";
import { endCurrentSession } from "#lib/auth/session.ts";
import { requestBuild, requestCancel } from "#lib/builds/mutations.ts";
import { promote } from "#lib/channels/mutations.ts";
import { promoteSchema } from "#lib/channels/schema.ts";
import { cancelBuildSchema, triggerBuildSchema } from "./schema.ts";

export const triggerBuild = adminAction({ permission: "build:trigger", schema: triggerBuildSchema }, requestBuild);

export const cancelBuild = adminAction({ permission: "build:cancel", schema: cancelBuildSchema }, requestCancel);

export const promoteBuild = adminAction({ permission: "channel:promote", schema: promoteSchema }, promote);

/** Needs no permission: it only ends the session that asks for it. */
export async function signOut(): Promise<undefined> {
  await endCurrentSession();
  redirect("/login");
}
