import { recordAudit } from "#lib/audit/mutations.ts";
import { db, type Transaction } from "#lib/db.ts";
import type { Failure, Outcome } from "#lib/errors.ts";
import type { Role } from "#prisma/generated/enums.ts";
import { systemActor, type Actor } from "../actor.ts";
import { hashPassword, makeOneTimePassword } from "../passwords.ts";
import type { ShownOnce } from "../schema.ts";
import { endSessionsOf } from "../sessions/mutations.ts";
import type { CreateUser, EditUser } from "./schema.ts";

export type UserFailure = "name-taken" | "user-unknown" | "last-admin" | "elsewhere";

const oneTime = (name: string, password: string): ShownOnce => ({ shownOnce: { title: `One-time password of ${name}. It opens only the page where it must be changed`, lines: [password] } });
const unknown: Failure<"user-unknown"> = { ok: false, code: "user-unknown", message: "There is no such user." };
const elsewhere: Failure<"elsewhere"> = { ok: false, code: "elsewhere", message: "This user signs in through the provider, which decides on password and role." };

/** Makes a user with a one-time password, which is shown to who makes them and kept as a hash. */
export async function createUser(actor: Actor, { role, ...user }: CreateUser): Promise<Outcome<ShownOnce, UserFailure>> {
  const password = makeOneTimePassword();
  const passwordHash = await hashPassword(password);
  return db.$transaction(async (tx) => {
    const { count } = await tx.user.createMany({ data: { ...user, passwordHash, mustChangePassword: true }, skipDuplicates: true });
    if (count === 0) return { ok: false, code: "name-taken", message: "Somebody has this name already.", fieldErrors: { name: ["Somebody has this name already."] } };
    const { id } = await tx.user.findUniqueOrThrow({ where: { name: user.name }, select: { id: true } });
    await setRole(tx, id, role);
    await recordAudit(tx, actor, { action: "user.create", objectKind: "user", objectId: id, after: { ...user, role } });
    return { ok: true, value: oneTime(user.name, password) };
  });
}

async function setRole(tx: Transaction, userId: string, role: Role | "none"): Promise<void> {
  await tx.userRole.deleteMany({ where: { userId, ...(role === "none" ? {} : { role: { not: role } }) } });
  if (role !== "none") await tx.userRole.createMany({ data: { userId, role }, skipDuplicates: true });
}

/**
 * Whether the portal would have no admin without this one. Holds the lock of the database's own guard, so that two admins who
 * take each other's role go one after the other.
 */
async function isLastAdmin(tx: Transaction, userId: string): Promise<boolean> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('last_admin'))`;
  const admins = await tx.user.findMany({ where: { disabledAt: null, roles: { some: { role: "admin" } } }, select: { id: true } });
  return admins.length === 1 && admins[0]?.id === userId;
}

const lastAdmin: Failure<"last-admin"> = { ok: false, code: "last-admin", message: "This is the last admin. Make somebody else admin first." };

/** Changes name, address and role. The role of somebody who signs in through the provider comes from there. */
export async function editUser(actor: Actor, { userId, role, ...edited }: EditUser): Promise<Outcome<null, UserFailure>> {
  return db.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { displayName: true, email: true, oidcSubject: true, roles: { select: { role: true } } } });
    if (!user) return unknown;
    if (user.oidcSubject) return elsewhere;
    if (role !== "admin" && (await isLastAdmin(tx, userId))) return lastAdmin;
    await tx.user.update({ where: { id: userId }, data: edited });
    await setRole(tx, userId, role);
    const before = { displayName: user.displayName, email: user.email, roles: user.roles.map((row) => row.role) };
    await recordAudit(tx, actor, { action: "user.edit", objectKind: "user", objectId: userId, before, after: { ...edited, role } });
    return { ok: true, value: null };
  });
}

/** Shuts a user out at once, sessions and tokens included, or lets them in again (their sessions stay ended). */
export async function enableUser(actor: Actor, { userId, enabled }: { userId: string; enabled: "yes" | "no" }): Promise<Outcome<null, UserFailure>> {
  return db.$transaction(async (tx) => {
    if (enabled === "no" && (await isLastAdmin(tx, userId))) return lastAdmin;
    const { count } = await tx.user.updateMany({ where: { id: userId }, data: { disabledAt: enabled === "no" ? new Date() : null } });
    if (count === 0) return unknown;
    const sessionsEnded = enabled === "no" ? await endSessionsOf(tx, userId) : 0;
    await recordAudit(tx, actor, { action: enabled === "no" ? "user.disable" : "user.enable", objectKind: "user", objectId: userId, after: { sessionsEnded } });
    return { ok: true, value: null };
  });
}

/** Gives a user a new one-time password: ends their sessions, lifts a lock, and forgets the browsers that they were known by. */
export async function resetPassword(actor: Actor, { userId }: { userId: string }): Promise<Outcome<ShownOnce, UserFailure>> {
  const password = makeOneTimePassword();
  const passwordHash = await hashPassword(password);
  return db.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { name: true, oidcSubject: true } });
    if (!user) return unknown;
    if (user.oidcSubject) return elsewhere;
    await tx.user.update({ where: { id: userId }, data: { passwordHash, mustChangePassword: true, failedAttempts: 0, lockedUntil: null } });
    await tx.knownBrowser.deleteMany({ where: { userId } });
    const sessionsEnded = await endSessionsOf(tx, userId);
    await recordAudit(tx, actor, { action: "user.one-time-password", objectKind: "user", objectId: userId, after: { sessionsEnded } });
    return { ok: true, value: oneTime(user.name, password) };
  });
}

/** Ends all log-ins of a user. */
export async function endUserSessions(actor: Actor, { userId }: { userId: string }): Promise<Outcome<null, UserFailure>> {
  return db.$transaction(async (tx) => {
    if ((await tx.user.count({ where: { id: userId } })) === 0) return unknown;
    const ended = await endSessionsOf(tx, userId);
    await recordAudit(tx, actor, { action: "user.end-sessions", objectKind: "user", objectId: userId, after: { ended } });
    return { ok: true, value: null };
  });
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
      await endSessionsOf(tx, known.id);
    }
    const { id } = known ?? (await tx.user.create({ data: { name, displayName: "Administrator", ...fresh, roles: { create: { role: "admin" } } }, select: { id: true } }));
    await recordAudit(tx, systemActor("launcher"), { action: "user.one-time-password", objectKind: "user", objectId: id });
    return { name, password };
  });
}
