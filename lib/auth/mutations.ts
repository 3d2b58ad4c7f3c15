import { recordAudit } from "#lib/audit/mutations.ts";
import { db, type Transaction } from "#lib/db.ts";
import { AppError, type Failure, type Outcome } from "#lib/errors.ts";
import type { SignInMethod } from "#prisma/generated/enums.ts";
import { systemActor, userActor } from "./actor.ts";
import { giveBackAttempt, takeAttempt } from "./addresses.ts";
import { beginAttempt, forgiveAttempts, standingLock, takeBackAttempt, type KnownUser } from "./attempts.ts";
import { recordFailure, type FailedWith } from "./failures/mutations.ts";
import { verifyPassword } from "./passwords.ts";
import { noClient, type Client } from "./schema.ts";
import { takeCode } from "./second-factor/mutations.ts";
import { createSession } from "./sessions/mutations.ts";

export type LogInFailure = "wrong-credentials" | "locked";
/** An opened session, or the user whose password has fitted and whose second factor is still to come. */
export type LoggedIn = { state: "open"; sessionId: string; browserId: string; mustChangePassword: boolean } | { state: "code-needed"; userId: string };

/**
 * Checks name and password and opens a session. Failed attempts lock the name for a growing time and use up what the client's
 * address may try; unknown, disabled and mistyped look the same from outside, in text and in time. Throws
 * `too-many-requests` when the address has no attempt left, or too many people log in at this moment.
 */
export async function logIn({ name, password }: { name: string; password: string }, client: Client = noClient): Promise<Outcome<LoggedIn, LogInFailure>> {
  const browserId = await ownBrowser({ name }, client);
  requireAttempt(browserId, client);
  const lock = browserId ? null : await standingLock(db, name);
  if (lock) return locked(lock);
  const attempt = await db.$transaction((tx) => beginAttempt(tx, name, browserId));
  if (attempt.refused) return locked(attempt.lockedUntil);
  const { user, lockedUntil } = attempt;
  const fits = await verifyPassword(user?.passwordHash, password, browserId !== null);
  if (!fits || !user || user.disabledAt) return failed(user, lockedUntil, "password", client, "User name and password do not fit together.");
  giveBackAttempt(client.address);
  if (!user.totpConfirmedAt) return db.$transaction((tx) => open(tx, user, "password", browserId, client));
  await db.$transaction((tx) => takeBackAttempt(tx, attempt));
  return { ok: true, value: { state: "code-needed", userId: user.id } };
}

/** The second step of a log-in: a code of the authenticator, or a recovery code. Wrong ones lock as wrong passwords do. */
export async function logInWithCode({ userId, code }: { userId: string; code: string }, client: Client = noClient): Promise<Outcome<LoggedIn, LogInFailure>> {
  const [browserId, known] = await Promise.all([ownBrowser({ id: userId }, client), db.user.findUnique({ where: { id: userId }, select: { name: true } })]);
  requireAttempt(browserId, client);
  const attempt = await db.$transaction((tx) => beginAttempt(tx, known?.name ?? "", browserId));
  if (attempt.refused) return locked(attempt.lockedUntil);
  const { user, lockedUntil } = attempt;
  const outcome = await db.$transaction(async (tx) => {
    const kind = user && !user.disabledAt ? await takeCode(tx, user, code) : null;
    return user && kind ? open(tx, user, "second_factor", browserId, client, kind) : null;
  });
  if (!outcome) return failed(user, lockedUntil, "code", client, "This code does not fit, or was used already. Enter the next one.");
  giveBackAttempt(client.address);
  return outcome;
}

async function ownBrowser(user: { name: string } | { id: string }, { browserId }: Client): Promise<string | null> {
  if (!browserId) return null;
  const found = await db.knownBrowser.findFirst({ where: { id: browserId, user }, select: { id: true } });
  return found?.id ?? null;
}

function requireAttempt(browserId: string | null, { address }: Client): void {
  if (!browserId && !takeAttempt(address)) throw new AppError("too-many-requests", "Too many failed attempts came from your network address. Try again in a minute.");
}

async function open(tx: Transaction, user: KnownUser, method: SignInMethod, browserId: string | null, client: Client, kind?: string): Promise<Outcome<LoggedIn, never>> {
  const failuresBefore = await forgiveAttempts(tx, user, browserId);
  const sessionId = await createSession(tx, { userId: user.id, method, failuresBefore }, client);
  const browser = await rememberBrowser(tx, user.id, browserId);
  await recordAudit(tx, userActor(user), { action: "user.log-in", objectKind: "user", objectId: user.id, after: { sessionId, method, ...(kind === "recovery-code" ? { with: kind } : {}) } });
  return { ok: true, value: { state: "open", sessionId, browserId: browser, mustChangePassword: user.mustChangePassword } };
}

const mostBrowsers = 20;

async function rememberBrowser(tx: Transaction, userId: string, browserId: string | null): Promise<string> {
  if (browserId) {
    await tx.knownBrowser.updateMany({ where: { id: browserId }, data: { lastUsedAt: new Date() } });
    return browserId;
  }
  const { id } = await tx.knownBrowser.create({ data: { userId }, select: { id: true } });
  const old = await tx.knownBrowser.findMany({ where: { userId }, orderBy: { lastUsedAt: "desc" }, skip: mostBrowsers, select: { id: true } });
  await tx.knownBrowser.deleteMany({ where: { id: { in: old.map((row) => row.id) } } });
  return id;
}

async function failed(user: KnownUser | null, lockedUntil: Date | null, failedWith: FailedWith, { address }: Client, message: string): Promise<Failure<LogInFailure>> {
  // The attempt that locks is recorded as the lock.
  if (!user || !lockedUntil) recordFailure(user, failedWith, address);
  if (!lockedUntil) return { ok: false, code: "wrong-credentials", message };
  if (user) await recordLock(user.id, lockedUntil);
  return locked(lockedUntil);
}

/** What a person reads while a name is locked. */
export function locked(until: Date): Failure<"locked"> {
  const clock = until.toISOString().slice(11, 19);
  return { ok: false, code: "locked", message: `Too many failed attempts. Try again after ${clock} UTC.` };
}

export async function recordLock(userId: string, until: Date): Promise<void> {
  await recordAudit(db, systemActor("log-in"), { action: "user.lock", objectKind: "user", objectId: userId, after: { until: until.toISOString() } });
}
