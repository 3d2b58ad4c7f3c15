import { createSHA256, createSHA384, createSHA512, type IHasher } from "hash-wasm";
import { VerifyError } from "./errors.ts";

/** Bits of the curves that take a digest as long as themselves: gpg refuses a shorter one. */
const curveBits: Record<string, number> = { nistP256: 256, nistP384: 384, nistP521: 512, brainpoolP256r1: 256, brainpoolP384r1: 384, brainpoolP512r1: 512 };
const digestBits: Record<number, number> = { 8: 256, 9: 384, 10: 512 };

/** Is a digest as long as a key on the curve needs it (FIPS 186-5 §6.4)? */
export function isLongEnough(id: number, curve: string | undefined): boolean {
  return (digestBits[id] ?? 0) >= (curveBits[curve ?? ""] ?? 0);
}

/** Names of OpenPGP's hash algorithms by their number (RFC 9580 §9.5). */
const names: Record<number, string> = {
  1: "MD5", 2: "SHA-1", 3: "RIPEMD-160", 8: "SHA-256", 9: "SHA-384", 10: "SHA-512", 11: "SHA-224", 12: "SHA3-256", 14: "SHA3-512",
};

export function digestName(id: number): string {
  return names[id] ?? `digest ${id}`;
}

const makers: Record<number, () => Promise<IHasher>> = { 8: createSHA256, 9: createSHA384, 10: createSHA512 };

/** A hash state that takes up bytes as they come: `crypto.subtle` has none. */
export async function openDigest(id: number): Promise<IHasher> {
  const make = makers[id];
  if (!make) throw new VerifyError("unsupported-signature", `${digestName(id)} is not hashed here`);
  return (await make()).init();
}
