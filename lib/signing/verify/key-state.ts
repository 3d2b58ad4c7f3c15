import { enums, type AlgorithmInfo, type Key, type Subkey } from "openpgp";
import { VerifyError } from "./errors.ts";
import { libraryConfig, type Policy } from "./policy.ts";
import type { Signer } from "./trust.ts";
import type { KeyStateAt } from "./verdict.ts";

/**
 * The state of the signing key at a time. Revoked is revoked at any time, even for what was signed before: gpg does not
 * accept that either.
 */
export async function keyStateAt({ key, part, isRevoked }: Signer, at: Date, policy: Policy): Promise<KeyStateAt> {
  if (isRevoked || (await isRevokedByOwner(key, part))) return "revoked";
  if (part.getCreationTime() > at || key.getCreationTime() > at) return "too-new";
  const expiresAt = await expiryOf({ key, part });
  if (expiresAt && expiresAt <= at) return "expired";
  try {
    await key.getSigningKey(part.getKeyID(), at, undefined, libraryConfig(policy));
    return "valid";
  } catch {
    return "not-for-signing";
  }
}

/** When the key ends, primary key or subkey, whichever is first; null when neither does. */
export async function expiryOf({ key, part }: Pick<Signer, "key" | "part">): Promise<Date | null> {
  const ends = [await key.getExpirationTime(), isSubkey(part) ? await part.getExpirationTime() : null].filter((end) => end instanceof Date);
  return ends.length > 0 ? new Date(Math.min(...ends.map(Number))) : null;
}

/** Throws `VerifyError` `weak-key` for keys that can be broken. */
export function requireStrong({ part }: Pick<Signer, "part">, { minRsaBits }: Policy): void {
  const { algorithm, bits = 0, curve } = part.getAlgorithmInfo();
  const isWeak = algorithm === "dsa" || (algorithm.startsWith("rsa") && bits < minRsaBits) || curve === enums.curve.secp256k1;
  if (isWeak) throw new VerifyError("weak-key", `a key of the kind ${algorithmText({ algorithm, bits, ...(curve ? { curve } : {}) })}`);
}

export function algorithmText({ algorithm, bits, curve }: Pick<AlgorithmInfo, "algorithm" | "bits" | "curve">): string {
  if (algorithm === "eddsaLegacy" || algorithm === "ed25519") return "Ed25519";
  if (algorithm.startsWith("rsa")) return `RSA ${bits}`;
  if (algorithm === "ecdsa" && curve === enums.curve.nistP256) return "NIST P-256";
  return curve ? `${algorithm} ${curve}` : algorithm;
}

async function isRevokedByOwner(key: Key, part: Key | Subkey): Promise<boolean> {
  const now = new Date();
  if (key.revocationSignatures.length > 0 && (await key.isRevoked(undefined, undefined, now))) return true;
  if (!isSubkey(part)) return false;
  for (const binding of part.bindingSignatures) {
    if (await part.isRevoked(binding, key.keyPacket as Parameters<Subkey["isRevoked"]>[1], now)) return true;
  }
  return false;
}

export function isSubkey(part: Key | Subkey): part is Subkey {
  return "bindingSignatures" in part;
}
