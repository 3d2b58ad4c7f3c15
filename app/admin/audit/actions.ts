"use server";

import { reportOf } from "#lib/audit/chain.ts";
import { verifyChain } from "#lib/audit/data.ts";
import { adminAction } from "#lib/auth/admin-action.ts";
import { nothingSchema } from "#lib/auth/second-factor/schema.ts";

export const checkAudit = adminAction({ permission: "audit:read", schema: nothingSchema }, async () => ({ ok: true, value: reportOf(await verifyChain()) }));
