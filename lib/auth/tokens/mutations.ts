import { recordAudit } from "#lib/audit/mutations.ts";
import { db } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import type { Actor } from "../actor.ts";
import { isAllowed } from "../rules.ts";
import type { ShownOnce } from "../schema.ts";
import { hashToken, makeToken } from "./hash.ts";
import { tokenScopes, type CreateToken } from "./schema.ts";

export type TokenFailure = "scope-too-wide" | "token-unknown";

/** Makes a token for the person who asks. It is shown once; the database keeps its hash. */
export async function createToken(actor: Actor, { name, days, scopes }: CreateToken): Promise<Outcome<ShownOnce, TokenFailure>> {
  const tooWide = scopes.filter((scope) => !isAllowed(actor.roles, scope)).map((scope) => tokenScopes[scope]);
  if (tooWide.length > 0) return { ok: false, code: "scope-too-wide", message: `A token may not do more than you: ${tooWide.join(", ")}.` };
  const token = makeToken();
  const expiresAt = new Date(Date.now() + days * 86_400_000);
  return db.$transaction(async (tx) => {
    const { id } = await tx.apiToken.create({ data: { userId: actor.userId ?? "", name, scopes, expiresAt, tokenHash: hashToken(token) }, select: { id: true } });
    await recordAudit(tx, actor, { action: "token.create", objectKind: "token", objectId: id, after: { name, scopes, expiresAt: expiresAt.toISOString() } });
    return { ok: true, value: { shownOnce: { title: `Token "${name}", for the header "Authorization: Bearer …"`, lines: [token] } } };
  });
}

/** Ends a token at once: one's own, or with `user:manage` anybody's. */
export async function revokeToken(actor: Actor, { tokenId }: { tokenId: string }): Promise<Outcome<null, TokenFailure>> {
  const isOwnOnly = !isAllowed(actor.roles, "user:manage");
  return db.$transaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({ where: { id: tokenId, revokedAt: null, ...(isOwnOnly ? { userId: actor.userId ?? "" } : {}) }, data: { revokedAt: new Date() } });
    if (count === 0) return { ok: false, code: "token-unknown", message: "There is no such token, or it is revoked already." };
    await recordAudit(tx, actor, { action: "token.revoke", objectKind: "token", objectId: tokenId });
    return { ok: true, value: null };
  });
}

const touchAfterMs = 60_000;

/** Notes that a token is in use, at most once a minute. */
export async function touchToken(id: string): Promise<void> {
  const now = new Date();
  await db.apiToken.updateMany({ where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: new Date(now.getTime() - touchAfterMs) } }] }, data: { lastUsedAt: now } });
}
