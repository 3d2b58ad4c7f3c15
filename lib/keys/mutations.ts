import { recordAudit } from "#lib/audit/mutations.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { PublicKeyDescription } from "#lib/signing/types.ts";

/**
 * Publishes the key with which the signing process signs from now on. A key that was active before is retired: what it
 * signed stays verifiable with it. Nothing changes when the key is the active one already.
 */
export async function publishActiveKey(key: PublicKeyDescription): Promise<{ fingerprint: string }> {
  const { fingerprint } = key;
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('signing_keys'))`;
    const active = await tx.signingKey.findFirst({ where: { state: "active" }, select: { fingerprint: true } });
    if (active?.fingerprint === fingerprint) return;
    const known = await tx.signingKey.findUnique({ where: { fingerprint }, select: { state: true } });
    if (known?.state === "revoked") throw new Error(`The signing key ${fingerprint} is revoked in the catalog: give the signing process another one (SIGNING_KEY_FILE).`);
    const now = new Date();
    if (active) await tx.signingKey.update({ where: { fingerprint: active.fingerprint }, data: { state: "retired", retiredAt: now } });
    const facts = {
      algorithm: key.algorithm,
      userId: key.userId,
      state: "active" as const,
      armoredPublicKey: key.armoredPublicKey,
      validFrom: key.createdAt,
      validUntil: key.expiresAt,
      activatedAt: now,
      retiredAt: null,
    };
    await tx.signingKey.upsert({ where: { fingerprint }, create: { fingerprint, ...facts }, update: facts });
    await recordAudit(tx, systemActor("launcher"), { action: "key.activate", objectKind: "signing-key", objectId: fingerprint, before: active ?? undefined, after: { fingerprint } });
  });
  return { fingerprint };
}
