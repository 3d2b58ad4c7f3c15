"use server";

import { adminAction } from "#lib/auth/admin-action.ts";
import { promoteSeveral } from "#lib/channels/release/mutations.ts";
import { promoteSeveralSchema } from "#lib/channels/release/schema.ts";
import { revoke } from "#lib/revocations/mutations.ts";
import { revokeSchema } from "#lib/revocations/schema.ts";

export const promoteMany = adminAction({ permission: "channel:promote", schema: promoteSeveralSchema }, promoteSeveral);

export const revokeBuild = adminAction({ permission: "build:revoke", schema: revokeSchema, dangerous: true }, revoke);
