import { recordAudit } from "#lib/audit/mutations.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { db, type Transaction } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import type { PublicKeyDescription } from "#lib/signing/types.ts";
import { lockKeys } from "./locked.ts";

export type UnusableKey = "revoked" | "retired";

const givenByHand = "The signing process was started with this key.";

/**
 * Publishes the key with which the signing process signs from now on. A key that was active before is retired: what it
 * signed stays verifiable with it. Nothing changes when the key is the active one already. A key that is revoked or was
 * retired does not come back.
 */
export async function publishActiveKey(key: PublicKeyDescription): Promise<Outcome<{ fingerprint: string }, UnusableKey>> {
  const { fingerprint } = key;
  return db.$transaction(async (tx) => {
    await lockKeys(tx);
    const active = await tx.signingKey.findFirst({ where: { state: "active" }, select: { fingerprint: true } });
    if (active?.fingerprint === fingerprint) return { ok: true, value: { fingerprint } };
    const known = await tx.signingKey.findUnique({ where: { fingerprint }, select: { state: true } });
    if (key.isRevoked || known?.state === "revoked") return refusal("revoked", fingerprint);
    if (known?.state === "retired") return refusal("retired", fingerprint);
    const now = new Date();
    if (active) await retire(tx, active.fingerprint, now);
    const inUse = { state: "active" as const, activatedAt: now, activationReason: active || known ? givenByHand : null, retiredAt: null };
    await tx.signingKey.upsert({ where: { fingerprint }, create: { ...factsOf(key), ...inUse }, update: inUse });
    await recordAudit(tx, systemActor("launcher"), { action: "key.activate", objectKind: "signing-key", objectId: fingerprint, before: active ?? undefined, after: { fingerprint } });
    return { ok: true, value: { fingerprint } };
  });
}

/** What the row of a key takes over from the key itself. */
export function factsOf(key: PublicKeyDescription) {
  return { fingerprint: key.fingerprint, algorithm: key.algorithm, userId: key.userId, armoredPublicKey: key.armoredPublicKey, validFrom: key.createdAt, validUntil: key.expiresAt };
}

/** Ends the use of a key, or the plan to use it. */
export async function retire(tx: Transaction, fingerprint: string, now: Date): Promise<void> {
  await tx.signingKey.update({ where: { fingerprint }, data: { state: "retired", retiredAt: now } });
}

function refusal(code: UnusableKey, fingerprint: string) {
  const message = `The signing key ${fingerprint} is ${code} and signs nothing any more: plan and activate another one with \`npm run keys\`.`;
  return { ok: false, code, message } as const;
}
