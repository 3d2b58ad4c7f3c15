import { recordAudit } from "#lib/audit/mutations.ts";
import { db, type Transaction } from "#lib/db.ts";
import type { Failure, Outcome } from "#lib/errors.ts";
import { systemActor, userActor } from "./actor.ts";
import { beginAttempt } from "./attempts.ts";
import type { CurrentSession } from "./data.ts";
import { hashPassword, makeOneTimePassword, verifyPassword } from "./passwords.ts";
import { sessionSeconds } from "./rules.ts";

export type LogInFailure = "wrong-credentials" | "locked";

/**
 * Checks name and password and opens a session. Failed attempts lock the name for a growing time; unknown, disabled and
 * mistyped look the same from outside, in text and in time.
 */
export async function logIn(input: { name: string; password: string; userAgent?: string | null }): Promise<Outcome<{ sessionId: string; mustChangePassword: boolean }, LogInFailure>> {
  const { name, password, userAgent = null } = input;
  const attempt = await db.$transaction((tx) => beginAttempt(tx, name));
  if (attempt.refused) return locked(attempt.lockedUntil);
  const fits = await verifyPassword(attempt.user?.passwordHash, password);
  const user = attempt.user;
  if (!fits || !user || user.disabledAt) {
    if (!attempt.lockedUntil) return { ok: false, code: "wrong-credentials", message: "User name and password do not fit together." };
    if (user) await recordLock(user.id, attempt.lockedUntil);
    return locked(attempt.lockedUntil);
  }
  return db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { failedAttempts: 0, lockedUntil: null } });
    const sessionId = await createSession(tx, { userId: user.id, userAgent });
    await recordAudit(tx, userActor(user), { action: "user.log-in", objectKind: "user", objectId: user.id, after: { sessionId } });
    return { ok: true, value: { sessionId, mustChangePassword: user.mustChangePassword } };
  });
}

function locked(until: Date): Failure<"locked"> {
  const clock = until.toISOString().slice(11, 19);
  return { ok: false, code: "locked", message: `Too many failed attempts. Try again after ${clock} UTC.` };
}

async function recordLock(userId: string, until: Date): Promise<void> {
  await recordAudit(db, systemActor("log-in"), { action: "user.lock", objectKind: "user", objectId: userId, after: { until: until.toISOString() } });
}

export type ChangePasswordFailure = "wrong-password" | "locked";

/** Gives the logged-in user a new password and ends all their other sessions. Wrong present passwords lock as at log-in. */
export async function changePassword(
  session: CurrentSession,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<Outcome<null, ChangePasswordFailure>> {
  const { actor } = session;
  const attempt = await db.$transaction((tx) => beginAttempt(tx, actor.name));
  if (attempt.refused) return locked(attempt.lockedUntil);
  if (!attempt.user || !(await verifyPassword(attempt.user.passwordHash, currentPassword))) {
    if (attempt.lockedUntil && attempt.user) await recordLock(attempt.user.id, attempt.lockedUntil);
    const message = "This is not your present password.";
    return attempt.lockedUntil ? locked(attempt.lockedUntil) : { ok: false, code: "wrong-password", message, fieldErrors: { currentPassword: [message] } };
  }
  const userId = attempt.user.id;
  const passwordHash = await hashPassword(newPassword);
  await db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash, mustChangePassword: false, failedAttempts: 0, lockedUntil: null } });
    const { count } = await tx.session.updateMany({ where: { userId, revokedAt: null, id: { not: session.id } }, data: { revokedAt: new Date() } });
    await recordAudit(tx, actor, { action: "user.change-password", objectKind: "user", objectId: userId, after: { otherSessionsEnded: count } });
  });
  return { ok: true, value: null };
}

/** Opens a session; its id. */
export async function createSession(tx: Pick<Transaction, "session">, { userId, userAgent }: { userId: string; userAgent: string | null }): Promise<string> {
  const expiresAt = new Date(Date.now() + sessionSeconds * 1_000);
  const { id } = await tx.session.create({ data: { userId, userAgent: userAgent?.slice(0, 200) ?? null, expiresAt }, select: { id: true } });
  return id;
}

/** Ends a session at once; the cookie that names it is worth nothing any more. Harmless when it has ended already. */
export async function revokeSession(sessionId: string): Promise<void> {
  await db.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: new Date() } });
}

const touchAfterMs = 60_000;

/** Notes that a session is in use, at most once a minute. */
export async function touchSession(sessionId: string): Promise<void> {
  const now = new Date();
  await db.session.updateMany({ where: { id: sessionId, lastSeenAt: { lt: new Date(now.getTime() - touchAfterMs) } }, data: { lastSeenAt: now } });
}

/**
 * Makes sure that somebody can administer a fresh portal: creates the user `admin` with a password that only opens the
 * page where it must be changed. As long as it is not changed, every call gives a new one, so that a first start which
 * was interrupted before anybody could read it does no harm. Null when the portal has an admin with a password of their own.
 */
export async function ensureFirstAdmin(): Promise<{ name: "admin"; password: string } | null> {
  const name = "admin";
  const [known, otherAdmins] = await Promise.all([
    db.user.findUnique({ where: { name }, select: { id: true, mustChangePassword: true, disabledAt: true } }),
    db.user.count({ where: { name: { not: name }, disabledAt: null, roles: { some: { role: "admin" } } } }),
  ]);
  if (known ? !known.mustChangePassword || known.disabledAt !== null : otherAdmins > 0) return null;
  const password = makeOneTimePassword();
  const passwordHash = await hashPassword(password);
  return db.$transaction(async (tx) => {
    const fresh = { passwordHash, mustChangePassword: true, failedAttempts: 0, lockedUntil: null };
    if (known) {
      const { count } = await tx.user.updateMany({ where: { id: known.id, mustChangePassword: true }, data: fresh });
      if (count === 0) return null;
      await tx.session.updateMany({ where: { userId: known.id, revokedAt: null }, data: { revokedAt: new Date() } });
    }
    const { id } = known ?? (await tx.user.create({ data: { name, displayName: "Administrator", ...fresh, roles: { create: { role: "admin" } } }, select: { id: true } }));
    await recordAudit(tx, systemActor("launcher"), { action: "user.one-time-password", objectKind: "user", objectId: id });
    return { name, password };
  });
}
