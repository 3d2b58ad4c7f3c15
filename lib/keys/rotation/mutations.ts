import { recordAudit } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import type { KeyOperator } from "#lib/signing/types.ts";
import { lockKeys } from "../locked.ts";
import { factsOf, retire } from "../mutations.ts";
import { activationRefusal, noticeDays, takesOverFrom, type ActivationRefusal } from "./rules.ts";

// While a transaction here is open, the signing process is asked; making or writing a key takes seconds at most.
const limits = { timeout: 90_000 };

type Planned = { fingerprint: string; certifiedBy: string | null; isNew: boolean; takesOverFrom: Date };

/**
 * Has the signing process make the next key and publishes it as planned. Asked again, it publishes the same key. A key that
 * was planned before, and that the signing process does not have any more, is given up.
 */
export async function planKey(actor: Actor, operator: KeyOperator, plan: Parameters<KeyOperator["plan"]>[0]): Promise<Planned> {
  return db.$transaction(async (tx) => {
    await lockKeys(tx);
    const { key, certifiedBy } = await operator.plan(plan);
    const { fingerprint, armoredPublicKey } = key;
    const before = await tx.signingKey.findFirst({ where: { state: "planned" }, select: { fingerprint: true } });
    const isNew = before?.fingerprint !== fingerprint;
    if (before && isNew) await retire(tx, before.fingerprint, new Date());
    const certifier = certifiedBy && (await tx.signingKey.findUnique({ where: { fingerprint: certifiedBy }, select: { fingerprint: true } }));
    const published = { certifiedBy: certifier ? certifiedBy : null, armoredPublicKey };
    const { publishedAt } = await tx.signingKey.upsert({
      where: { fingerprint },
      create: { ...factsOf(key), ...published, state: "planned" },
      update: published,
      select: { publishedAt: true },
    });
    if (isNew) await recordAudit(tx, actor, { action: "key.plan", objectKind: "signing-key", objectId: fingerprint, before: before ?? undefined, after: { fingerprint, certifiedBy } });
    return { fingerprint, certifiedBy: published.certifiedBy, isNew, takesOverFrom: takesOverFrom(publishedAt) };
  }, limits);
}

type Activated = { fingerprint: string; previous: string | null };

/**
 * Puts the planned key into use and retires the one before. Whoever publishes a build meanwhile waits for the end of this
 * transaction. After a crash between the signing process and the database, asking again (or the next start) finishes it.
 */
export async function activateKey(actor: Actor, operator: KeyOperator, reason?: string): Promise<Outcome<Activated, ActivationRefusal | "nothing-planned">> {
  return db.$transaction(async (tx) => {
    await lockKeys(tx);
    const select = { fingerprint: true, state: true, publishedAt: true, validUntil: true } as const;
    const [planned, active] = await Promise.all([tx.signingKey.findFirst({ where: { state: "planned" }, select }), tx.signingKey.findFirst({ where: { state: "active" }, select })]);
    if (!planned) return { ok: false, code: "nothing-planned", message: "No key is planned: run `npm run keys -- plan` first." };
    const { fingerprint, publishedAt } = planned;
    const code = activationRefusal(planned, reason, new Date());
    if (code) return { ok: false, code, message: refusals[code](publishedAt) };
    await operator.activate(fingerprint);
    const now = new Date();
    const previous = active?.fingerprint ?? null;
    if (previous) await retire(tx, previous, now);
    await tx.signingKey.update({ where: { fingerprint }, data: { state: "active", activatedAt: now, activationReason: reason ?? null } });
    await recordAudit(tx, actor, { action: "key.activate", objectKind: "signing-key", objectId: fingerprint, before: previous ? { fingerprint: previous } : undefined, after: { fingerprint, reason: reason ?? null } });
    return { ok: true, value: { fingerprint, previous } };
  }, limits);
}

const refusals: Record<ActivationRefusal, (publishedAt: Date) => string> = {
  expired: () => "The planned key has expired: revoke it, and plan another one.",
  "published-too-late": (publishedAt) =>
    `The planned key must be public for ${noticeDays} days before it signs, that is until ${takesOverFrom(publishedAt).toISOString()}. In an emergency: --force --reason "…".`,
};

type Revoking = Parameters<KeyOperator["revoke"]>[0];

/** Publishes a key's revocation by itself. For good: nothing is signed with it any more, and gpg refuses what it signed. */
export async function revokeKey(actor: Actor, operator: KeyOperator, revoking: Revoking): Promise<Outcome<{ wasActive: boolean }, "unknown" | "revoked" | "historic">> {
  const { fingerprint, reason, explanation } = revoking;
  return db.$transaction(async (tx) => {
    await lockKeys(tx);
    const known = await tx.signingKey.findUnique({ where: { fingerprint }, select: { state: true } });
    if (!known) return { ok: false, code: "unknown", message: `There is no key ${fingerprint}: \`npm run keys -- list\` shows all.` };
    if (known.state === "historic") return { ok: false, code: "historic", message: "A key of history is not ours to revoke." };
    if (known.state === "revoked") return { ok: false, code: "revoked", message: `The key ${fingerprint} is revoked already.` };
    const { armoredPublicKey } = await operator.revoke(revoking);
    await tx.signingKey.update({
      where: { fingerprint },
      data: { state: "revoked", revokedAt: new Date(), revocationReason: reason, revocationExplanation: explanation, armoredPublicKey },
    });
    await recordAudit(tx, actor, { action: "key.revoke", objectKind: "signing-key", objectId: fingerprint, before: { state: known.state }, after: { reason, explanation } });
    return { ok: true, value: { wasActive: known.state === "active" } };
  }, limits);
}
