import { createHash } from "node:crypto";
import { recordAudit } from "#lib/audit/mutations.ts";
import { db, type Transaction } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import type { Actor } from "../actor.ts";
import { makeReadableSecret } from "../passwords.ts";
import type { ShownOnce } from "../schema.ts";
import { decryptFor, encryptFor } from "./cipher.ts";
import { makeTotpSecret, normalRecoveryCode, recoveryCodeCount, stepOf } from "./rules.ts";

type Holder = { id: string; totpSecret: string | null; totpConfirmedAt: Date | null };

/**
 * Takes a code of the user's authenticator or one of their recovery codes, once: the step of the last code is kept and the
 * recovery code is marked, each in one conditional update, so that of two equal codes at the same moment one counts.
 */
export async function takeCode(tx: Transaction, user: Holder, code: string): Promise<"code" | "recovery-code" | null> {
  if (!user.totpConfirmedAt || !user.totpSecret) return null;
  const secret = decryptFor(user.id, user.totpSecret);
  const step = secret ? stepOf(secret, code) : null;
  if (step !== null) {
    const { count } = await tx.user.updateMany({ where: { id: user.id, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] }, data: { totpLastStep: step } });
    return count === 1 ? "code" : null;
  }
  const { count } = await tx.recoveryCode.updateMany({ where: { userId: user.id, codeHash: hashCode(code), usedAt: null }, data: { usedAt: new Date() } });
  return count === 1 ? "recovery-code" : null;
}

// 80 random bits need no slow hash.
function hashCode(code: string): string {
  return createHash("sha256").update(normalRecoveryCode(code)).digest("hex");
}

export type SecondFactorFailure = "on-already" | "elsewhere" | "not-begun" | "wrong-code" | "off";

/** Makes a new secret, which counts only once a first code has confirmed that it arrived in an authenticator. */
export async function beginSecondFactor(actor: Actor): Promise<Outcome<null, SecondFactorFailure>> {
  const userId = actor.userId ?? "";
  const { count } = await db.user.updateMany({
    where: { id: userId, totpConfirmedAt: null, oidcSubject: null },
    data: { totpSecret: encryptFor(userId, makeTotpSecret()), totpLastStep: null },
  });
  if (count === 0) return { ok: false, code: "on-already", message: "A second factor is on already, or your log-in is looked after elsewhere." };
  return { ok: true, value: null };
}

/** Turns the second factor on after a first right code; hands over the recovery codes, which are never shown again. */
export async function confirmSecondFactor(actor: Actor, { code }: { code: string }): Promise<Outcome<ShownOnce, SecondFactorFailure>> {
  const id = actor.userId ?? "";
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from users where id = ${id}::uuid for update`;
    const user = await tx.user.findUnique({ where: { id }, select: { totpSecret: true, totpConfirmedAt: true } });
    if (user?.totpConfirmedAt) return { ok: false, code: "on-already", message: "Your second factor is on already." };
    const secret = user?.totpSecret && decryptFor(id, user.totpSecret);
    if (!secret) return { ok: false, code: "not-begun", message: "Begin anew: there is no secret that waits for a code." };
    const step = stepOf(secret, code);
    if (step === null) {
      const message = "This code does not fit. Check the clock of the device and enter the next one.";
      return { ok: false, code: "wrong-code", message, fieldErrors: { code: [message] } };
    }
    await tx.user.update({ where: { id }, data: { totpConfirmedAt: new Date(), totpLastStep: step } });
    const codes = await replaceRecoveryCodes(tx, id);
    await recordAudit(tx, actor, { action: "user.second-factor-on", objectKind: "user", objectId: id });
    return { ok: true, value: codes };
  });
}

/** New recovery codes; the ones before are worth nothing from then on. */
export async function renewRecoveryCodes(actor: Actor): Promise<Outcome<ShownOnce, SecondFactorFailure>> {
  const id = actor.userId ?? "";
  return db.$transaction(async (tx) => {
    const isOn = await tx.user.count({ where: { id, totpConfirmedAt: { not: null } } });
    if (!isOn) return { ok: false, code: "off", message: "There is no second factor that these codes could stand for." };
    const codes = await replaceRecoveryCodes(tx, id);
    await recordAudit(tx, actor, { action: "user.recovery-codes", objectKind: "user", objectId: id });
    return { ok: true, value: codes };
  });
}

async function replaceRecoveryCodes(tx: Transaction, userId: string): Promise<ShownOnce> {
  const codes = Array.from({ length: recoveryCodeCount }, () => makeReadableSecret(4));
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, codeHash: hashCode(code) })) });
  return { shownOnce: { title: "Recovery codes, for the day when the authenticator is lost. Each works once", lines: codes } };
}

/** Takes the second factor away: the user's own, or, for who administers users, anybody's who has lost theirs. */
export async function removeSecondFactor(actor: Actor, { userId }: { userId: string }): Promise<Outcome<null, SecondFactorFailure>> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({ where: { id: userId, totpSecret: { not: null } }, data: { totpSecret: null, totpConfirmedAt: null, totpLastStep: null } });
    if (count === 0) return { ok: false, code: "off", message: "There is no second factor to take away." };
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await recordAudit(tx, actor, { action: "user.second-factor-off", objectKind: "user", objectId: userId });
    return { ok: true, value: null };
  });
}
