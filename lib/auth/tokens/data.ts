import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
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

/** One's own tokens, or with `user:manage` everybody's; those that count first, then newest first. `after` is the id of the last one that the reader has seen. */
export async function listTokens(actor: Actor, { after, limit = 50 }: { after?: string | undefined; limit?: number } = {}): Promise<TokenRow[]> {
  const isOwnOnly = !isAllowed(actor.roles, "user:manage");
  const seen = after === undefined ? null : await db.apiToken.findUnique({ where: { id: after }, select: { id: true, createdAt: true, revokedAt: true } });
  const rows = await db.apiToken.findMany({
    where: { AND: [isOwnOnly ? { userId: actor.userId ?? "" } : {}, seen ? { OR: behind(seen) } : {}] },
    orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { createdAt: "desc" }, { id: "asc" }],
    take: limit,
    select: { id: true, name: true, scopes: true, createdAt: true, expiresAt: true, lastUsedAt: true, revokedAt: true, user: { select: { name: true } } },
  });
  return rows.map(({ user, ...row }) => ({ ...row, owner: user.name }));
}

// What stands behind a token in the order of the list: among those revoked in the same moment, or not at all, the older ones; then those revoked before.
function behind({ id, createdAt, revokedAt }: { id: string; createdAt: Date; revokedAt: Date | null }): Prisma.ApiTokenWhereInput[] {
  const later = revokedAt === null ? { revokedAt: { not: null } } : { revokedAt: { lt: revokedAt } };
  return [{ revokedAt, OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { gt: id } }] }, later];
}
