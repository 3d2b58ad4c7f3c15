import { db } from "#lib/db.ts";
import { tokenActor, type Actor } from "../actor.ts";
import { isAllowed, type Permission } from "../rules.ts";
import { hashToken } from "./hash.ts";
import type { TokenRow } from "./schema.ts";

/** A token that counts at this moment, as the actor that it stands for. */
export type CurrentToken = { id: string; actor: Actor; scopes: string[] };

/** Whose token this is, unless it is revoked or expired, or its owner is disabled or has yet to choose a password. */
export async function findToken(token: string): Promise<CurrentToken | null> {
  const row = await db.apiToken.findFirst({
    where: { tokenHash: hashToken(token), revokedAt: null, expiresAt: { gt: new Date() }, user: { disabledAt: null, mustChangePassword: false } },
    select: { id: true, name: true, scopes: true, user: { select: { id: true, name: true, roles: { select: { role: true } } } } },
  });
  return row && { id: row.id, actor: tokenActor(row), scopes: row.scopes };
}

/** Whether a token may do this: it must be in its scope, and its owner must be allowed to, at this moment. */
export function tokenAllows({ actor, scopes }: CurrentToken, permission: Permission): boolean {
  return scopes.includes(permission) && isAllowed(actor.roles, permission);
}

/** One's own tokens, or with `user:manage` everybody's; those that count first, then newest first. */
export async function listTokens(actor: Actor): Promise<TokenRow[]> {
  const isOwnOnly = !isAllowed(actor.roles, "user:manage");
  const rows = await db.apiToken.findMany({
    where: isOwnOnly ? { userId: actor.userId ?? "" } : {},
    orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { createdAt: "desc" }],
    take: 200,
    select: { id: true, name: true, scopes: true, createdAt: true, expiresAt: true, lastUsedAt: true, revokedAt: true, user: { select: { name: true } } },
  });
  return rows.map(({ user, ...row }) => ({ ...row, owner: user.name }));
}
