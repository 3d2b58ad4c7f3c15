import { randomInt } from "node:crypto";
import { recordAudit } from "#lib/audit/mutations.ts";
import { db } from "#lib/db.ts";
import { systemActor } from "./actor.ts";
import { hashPassword } from "./passwords.ts";

// Without characters that look alike: 5 groups of 4 out of 31 are 99 bits.
const alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

function makePassword(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return Array.from({ length: 5 }, group).join("-");
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
  const password = makePassword();
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
