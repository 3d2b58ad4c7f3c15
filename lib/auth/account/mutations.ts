import { recordAudit } from "#lib/audit/mutations.ts";
import { db } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import { beginAttempt, forgiveAttempts, type KnownUser } from "../attempts.ts";
import type { CurrentSession } from "../data.ts";
import { recordFailure } from "../failures/mutations.ts";
import { locked, recordLock } from "../mutations.ts";
import { hashPassword, verifyPassword } from "../passwords.ts";
import { takeCode } from "../second-factor/mutations.ts";
import { endSessionsOf } from "../sessions/mutations.ts";

export type PasswordFailure = "wrong-password" | "locked";

/** The user of a session, when this is their password. Wrong ones lock as at log-in, so that a stolen session guesses no more than a stranger. */
async function checkPassword({ actor }: CurrentSession, password: string, field: string): Promise<Outcome<KnownUser, PasswordFailure>> {
  const attempt = await db.$transaction((tx) => beginAttempt(tx, actor.name));
  if (attempt.refused) return locked(attempt.lockedUntil);
  const { user, lockedUntil } = attempt;
  if (user && (await verifyPassword(user.passwordHash, password, true))) return { ok: true, value: user };
  if (user && lockedUntil) await recordLock(user.id, lockedUntil);
  else recordFailure(user, "password-again", null);
  const message = "This is not your present password.";
  return lockedUntil ? locked(lockedUntil) : { ok: false, code: "wrong-password", message, fieldErrors: { [field]: [message] } };
}

/** Gives the logged-in user a new password and ends all their other sessions. */
export async function changePassword(
  session: CurrentSession,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<Outcome<null, PasswordFailure>> {
  const checked = await checkPassword(session, currentPassword, "currentPassword");
  if (!checked.ok) return checked;
  const userId = checked.value.id;
  const passwordHash = await hashPassword(newPassword);
  await db.$transaction(async (tx) => {
    await forgiveAttempts(tx, checked.value, null);
    await tx.user.update({ where: { id: userId }, data: { passwordHash, mustChangePassword: false } });
    const otherSessionsEnded = await endSessionsOf(tx, userId, session.id);
    await recordAudit(tx, session.actor, { action: "user.change-password", objectKind: "user", objectId: userId, after: { otherSessionsEnded } });
  });
  return { ok: true, value: null };
}

/** The person at this session proves once more who they are: with the password, and with a code where they have a second factor. */
export async function confirmIdentity(
  session: CurrentSession,
  { password, code }: { password: string; code?: string | undefined },
): Promise<Outcome<null, PasswordFailure | "wrong-code">> {
  const checked = await checkPassword(session, password, "password");
  if (!checked.ok) return checked;
  const user = checked.value;
  return db.$transaction(async (tx) => {
    if (user.totpConfirmedAt && !(await takeCode(tx, user, code ?? ""))) {
      recordFailure(user, "code-again", null);
      const message = "This code does not fit, or was used already.";
      return { ok: false, code: "wrong-code", message, fieldErrors: { code: [message] } };
    }
    await forgiveAttempts(tx, user, null);
    await tx.session.update({ where: { id: session.id }, data: { authenticatedAt: new Date() } });
    return { ok: true, value: null };
  });
}
