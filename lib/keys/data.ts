import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { KeyState, PublishedKey, TrustedKey } from "#lib/catalog/schema.ts";

const keySelect = { fingerprint: true, algorithm: true, userId: true, state: true, validFrom: true, validUntil: true, revokedAt: true, note: true } as const satisfies Prisma.SigningKeySelect;

const attention: Record<KeyState, number> = { active: 0, planned: 1, revoked: 2, retired: 3, historic: 4 };

/** Every key that signs, will sign, or once signed; the one in use first. */
export async function listKeys(): Promise<PublishedKey[]> {
  const keys = await db.signingKey.findMany({ orderBy: { validFrom: "desc" }, select: keySelect });
  return keys.map(publish).sort((one, other) => attention[one.state] - attention[other.state]);
}

/** The key that signs today; null before the signing process has published it. */
export async function readActiveKey(): Promise<PublishedKey | null> {
  const key = await db.signingKey.findFirst({ where: { state: "active" }, select: keySelect });
  return key && publish(key);
}

/** All public keys of this portal, armored, one after another: keys of history are not among them. */
export async function readArmoredKeys(): Promise<string> {
  const keys = await db.signingKey.findMany({
    where: { state: { not: "historic" }, armoredPublicKey: { not: null } },
    orderBy: [{ validFrom: "desc" }, { fingerprint: "asc" }],
    select: { armoredPublicKey: true },
  });
  return keys.map(({ armoredPublicKey }) => `${armoredPublicKey?.trim()}\n`).join("\n");
}

/** One public key, armored; null when it is unknown or only its fingerprint is. */
export async function readArmoredKey(fingerprint: string): Promise<string | null> {
  const key = await db.signingKey.findUnique({ where: { fingerprint }, select: { armoredPublicKey: true } });
  return key?.armoredPublicKey ? `${key.armoredPublicKey.trim()}\n` : null;
}

function publish(key: Prisma.SigningKeyGetPayload<{ select: typeof keySelect }>): PublishedKey {
  return { ...key, hasPublicKey: key.state !== "historic" };
}

/** Every public key of this portal with what the portal says of it, for checks of signatures away from the portal. */
export async function listTrustedKeys(): Promise<TrustedKey[]> {
  const keys = await db.signingKey.findMany({
    where: { state: { not: "historic" }, armoredPublicKey: { not: null } },
    orderBy: [{ validFrom: "desc" }, { fingerprint: "asc" }],
    select: { fingerprint: true, state: true, armoredPublicKey: true },
  });
  return keys.map(({ fingerprint, state, armoredPublicKey }) => ({ fingerprint, armored: armoredPublicKey ?? "", isRevoked: state === "revoked" }));
}
