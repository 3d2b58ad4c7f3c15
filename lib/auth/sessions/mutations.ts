import { recordAudit } from "#lib/audit/mutations.ts";
import { db, type Transaction } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import type { SignInMethod } from "#prisma/generated/enums.ts";
import { userActor, type Actor } from "../actor.ts";
import { isAllowed, sessionSeconds } from "../rules.ts";
import type { Client } from "../schema.ts";

type NewSession = { userId: string; method?: SignInMethod; authenticatedAt?: Date | null; failuresBefore?: number };

/** Opens a session; its id, which no earlier request can have known. */
export async function createSession(tx: Pick<Transaction, "session">, session: NewSession, client?: Pick<Client, "userAgent" | "address">): Promise<string> {
  const expiresAt = new Date(Date.now() + sessionSeconds * 1_000);
  const { id } = await tx.session.create({ data: { ...session, userAgent: client?.userAgent?.slice(0, 200) ?? null, address: client?.address ?? null, expiresAt }, select: { id: true } });
  return id;
}

/** Ends a session at once; the cookie that names it is worth nothing any more. Harmless when it has ended already. */
export async function revokeSession(sessionId: string): Promise<void> {
  await db.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: new Date() } });
}

/** Ends a session because its person signs out, and records that. Harmless when it has ended already. */
export async function logOut(sessionId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: new Date() } });
    if (count === 0) return;
    const { user } = await tx.session.findUniqueOrThrow({ where: { id: sessionId }, select: { user: { select: { id: true, name: true, roles: { select: { role: true } } } } } });
    await recordAudit(tx, userActor(user), { action: "user.log-out", objectKind: "user", objectId: user.id, before: { sessionId } });
  });
}

const touchAfterMs = 60_000;

/** Notes that a session is in use, at most once a minute. */
export async function touchSession(sessionId: string): Promise<void> {
  const now = new Date();
  await db.session.updateMany({ where: { id: sessionId, lastSeenAt: { lt: new Date(now.getTime() - touchAfterMs) } }, data: { lastSeenAt: now } });
}

/** Ends one log-in: one's own, or with `user:manage` anybody's. */
export async function endSession(actor: Actor, { sessionId }: { sessionId: string }): Promise<Outcome<null, "session-unknown">> {
  return db.$transaction(async (tx) => {
    const isOwnOnly = !isAllowed(actor.roles, "user:manage");
    const found = await tx.session.findFirst({ where: { id: sessionId, revokedAt: null, ...(isOwnOnly ? { userId: actor.userId ?? "" } : {}) }, select: { userId: true } });
    if (!found) return { ok: false, code: "session-unknown", message: "There is no such session, or it has ended already." };
    await tx.session.update({ where: { id: sessionId }, data: { revokedAt: new Date() } });
    await recordAudit(tx, actor, { action: "user.end-session", objectKind: "user", objectId: found.userId, after: { sessionId } });
    return { ok: true, value: null };
  });
}

/** Ends all log-ins of a user, but the one that is to be kept. How many ended. For callers that record the act themselves. */
export async function endSessionsOf(tx: Pick<Transaction, "session">, userId: string, kept?: string): Promise<number> {
  const { count } = await tx.session.updateMany({ where: { userId, revokedAt: null, ...(kept ? { id: { not: kept } } : {}) }, data: { revokedAt: new Date() } });
  return count;
}

/** Ends all of one's own log-ins but this one. */
export async function endOtherSessions(actor: Actor, thisSessionId: string): Promise<Outcome<{ ended: number }, never>> {
  const userId = actor.userId ?? "";
  return db.$transaction(async (tx) => {
    const ended = await endSessionsOf(tx, userId, thisSessionId);
    await recordAudit(tx, actor, { action: "user.end-sessions", objectKind: "user", objectId: userId, after: { ended } });
    return { ok: true, value: { ended } };
  });
}

/** The person has read how many attempts failed before their log-in. */
export async function acknowledgeFailures(sessionId: string): Promise<void> {
  await db.session.updateMany({ where: { id: sessionId }, data: { failuresBefore: 0 } });
}
