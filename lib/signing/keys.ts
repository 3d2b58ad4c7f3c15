import { generateKey, readKey, type AlgorithmInfo, type Key, type PrivateKey, type Subkey } from "openpgp";
import type { PublicKeyDescription } from "./types.ts";

const secondsPerDay = 86_400;

export type UserId = { name: string; email?: string; comment?: string };

export type KeyOptions = {
  /** `ed25519` is the curve's legacy packet format (EdDSA, RFC 9580 §9.1 algorithm 22), which gpg 2.2 reads. */
  algorithm?: "ed25519" | "rsa4096";
  userId: UserId;
  /** Validity of the primary key and its subkey. Default: 730 days. */
  validDays?: number;
  /** Encrypts the private key. */
  passphrase?: string;
  /** Creation time. Default: now. */
  createdAt?: Date;
};

/**
 * A new OpenPGP v4 key: a primary key that certifies, and a subkey that signs. Returns the armored private key
 * (encrypted when a passphrase is given) and the armored public key.
 */
export async function generateSigningKey(options: KeyOptions): Promise<{ privateKey: string; publicKey: string }> {
  const { name, email, comment } = options.userId;
  const { privateKey, publicKey } = await generateKey({
    ...(options.algorithm === "rsa4096" ? { type: "rsa", rsaBits: 4096 } : { type: "ecc", curve: "ed25519Legacy" }),
    userIDs: [{ name, ...(email ? { email } : {}), ...(comment ? { comment } : {}) }],
    subkeys: [{ sign: true }],
    keyExpirationTime: (options.validDays ?? 730) * secondsPerDay,
    ...(options.passphrase ? { passphrase: options.passphrase } : {}),
    ...(options.createdAt ? { date: options.createdAt } : {}),
    format: "armored",
    config: { v6Keys: false, aeadProtect: false },
  });
  return { privateKey, publicKey };
}

/** The fingerprint as the product writes it everywhere: 40 upper-case hexadecimal digits of the primary key. */
export function fingerprintOf(key: Pick<Key, "getFingerprint">): string {
  return key.getFingerprint().toUpperCase();
}

/** The public facts of an armored public key. Throws when the text is not one OpenPGP v4 public key. */
export async function describePublicKey(armored: string): Promise<PublicKeyDescription> {
  const key = await readKey({ armoredKey: armored });
  if (key.isPrivate()) throw new Error("This is a private key: give its public key only.");
  // Looked at as of its creation, an expired key still has a primary user id.
  const { user } = await key.getPrimaryUser(key.getCreationTime()).catch(() => ({ user: key.users[0] }));
  return {
    fingerprint: fingerprintOf(key),
    algorithm: algorithmText(key.getAlgorithmInfo()),
    userId: user?.userID?.userID ?? "",
    createdAt: key.getCreationTime(),
    expiresAt: finite(await key.getExpirationTime()),
    isRevoked: await key.isRevoked(),
    subkeys: await Promise.all(key.subkeys.map((subkey) => describeSubkey(key, subkey))),
    armoredPublicKey: key.armor(),
  };
}

async function describeSubkey(key: Key, subkey: Subkey): Promise<PublicKeyDescription["subkeys"][number]> {
  const binding = subkey.bindingSignatures.at(-1);
  const flags = binding?.keyFlags?.[0] ?? 0;
  return {
    fingerprint: fingerprintOf(subkey),
    algorithm: algorithmText(subkey.getAlgorithmInfo()),
    createdAt: subkey.getCreationTime(),
    expiresAt: finite(await subkey.getExpirationTime()),
    isRevoked: binding ? await subkey.isRevoked(binding, key.keyPacket as Parameters<Subkey["isRevoked"]>[1]) : false,
    canSign: (flags & 0x02) !== 0,
  };
}

/** What the library reports for keys without an end is `Infinity`, and `null` for keys that were never valid. */
function finite(time: Date | number | null): Date | null {
  return time instanceof Date ? time : null;
}

function algorithmText({ algorithm, bits, curve }: AlgorithmInfo): string {
  if (algorithm === "eddsaLegacy" || algorithm === "ed25519") return "Ed25519";
  if (algorithm.startsWith("rsa")) return `RSA ${bits}`;
  return curve ? `${algorithm} ${curve}` : algorithm;
}

/** The armored public key of a private key. */
export function publicKeyOf(privateKey: PrivateKey): string {
  return privateKey.toPublic().armor();
}
