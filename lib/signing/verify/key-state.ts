import { enums, type AlgorithmInfo, type Key, type SignaturePacket } from "openpgp";
import { VerifyError } from "./errors.ts";
import { libraryConfig, type Policy } from "./policy.ts";
import { isRevokedByOwner } from "./self-signatures.ts";
import { isSubkey, type Signer } from "./trust.ts";
import type { KeyStateAt } from "./verdict.ts";

/**
 * The state of the signing key at a time. Revoked is revoked at any time, even for what was signed before: gpg does not
 * accept that either.
 */
export async function keyStateAt({ key, part, isRevoked, certificate }: Signer, at: Date, policy: Policy): Promise<KeyStateAt> {
  if (isRevoked || (await isRevokedByOwner({ key, part, certificate }))) return "revoked";
  if (part.getCreationTime() > at || key.getCreationTime() > at) return "too-new";
  const expiresAt = await expiryOf({ key, part });
  if (expiresAt && expiresAt <= at) return "expired";
  // An owner who gives a key more time replaces the old word by a new one, which is younger than what the key has signed: gpg goes
  // by it all the same.
  const mayBeAt = (time: Date) => key.getSigningKey(part.getKeyID(), time, undefined, libraryConfig(policy)).then(() => true, () => false);
  return (await mayBeAt(at)) || (await mayBeAt(lastWordAt({ key, part }))) ? "valid" : "not-for-signing";
}

/** When the owner last said something of the key or its subkey. */
export function lastWordAt({ key, part }: Pick<Signer, "key" | "part">): Date {
  const { directSignatures } = key as Key & { directSignatures: SignaturePacket[] };
  const words = [...directSignatures, ...key.users.flatMap(({ selfCertifications }) => selfCertifications), ...(isSubkey(part) ? part.bindingSignatures : [])];
  return new Date(Math.max(...words.map(({ created }) => Number(created ?? 0)), 0));
}

/** When the key ends, primary key or subkey, whichever is first; null when neither does. */
export async function expiryOf({ key, part }: Pick<Signer, "key" | "part">): Promise<Date | null> {
  const ends = [await key.getExpirationTime(), isSubkey(part) ? await part.getExpirationTime() : null].filter((end) => end instanceof Date);
  return ends.length > 0 ? new Date(Math.min(...ends.map(Number))) : null;
}

/** Kinds of keys (RFC 9580 §9.1) that gpg 2.2 knows: it has neither version 6 nor the newer form of Ed25519. */
const knownAlgorithms: readonly string[] = ["rsaEncryptSign", "rsaSign", "dsa", "ecdsa", "eddsaLegacy"];

/** Throws `VerifyError` `unsupported-signature` unless gpg reads such keys too. */
export function requireKnown({ key, part }: Pick<Signer, "key" | "part">): void {
  for (const { keyPacket } of [key, part]) {
    const { algorithm } = keyPacket.getAlgorithmInfo();
    if (keyPacket.version !== 4 || !knownAlgorithms.includes(algorithm)) throw new VerifyError("unsupported-signature", `a key of version ${keyPacket.version} and the kind ${algorithm}`);
  }
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
