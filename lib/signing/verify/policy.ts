import { config, enums } from "openpgp";
import { digestName } from "./digests.ts";
import { VerifyError } from "./errors.ts";
import type { DetachedSignature } from "./signature-file.ts";

/** What a signature must be like before any byte is hashed for it. */
export type Policy = {
  /** Numbers of hash algorithms (RFC 9580 §9.5) that count. */
  digests: ReadonlySet<number>;
  /** Bits of an RSA key. */
  minRsaBits: number;
};

const { hash } = enums;

export const defaultPolicy: Policy = { digests: new Set([hash.sha256, hash.sha384, hash.sha512]), minRsaBits: 2047 };

const weakDigests: ReadonlySet<number> = new Set([hash.md5, hash.sha1, hash.ripemd, hash.sha224]);

/** Throws `VerifyError` when a signature is of a kind that never counts, whatever it was made of. */
export function requireAcceptable({ version, signatureType, digestId }: DetachedSignature, policy: Policy): void {
  // gpg reads version 4 alone, and there must be no case in which only we say yes.
  if (version !== 4) throw new VerifyError("unsupported-signature", `version ${version} of a signature`);
  if (signatureType === enums.signature.text) throw new VerifyError("text-signature", "a signature of text");
  if (signatureType !== enums.signature.binary) throw new VerifyError("unsupported-signature", `type ${signatureType} of a signature`);
  if (policy.digests.has(digestId)) return;
  throw new VerifyError(weakDigests.has(digestId) ? "weak-digest" : "unsupported-signature", `a signature with ${digestName(digestId)}`);
}

/** The policy in the words of openpgp.js, which checks keys and their own signatures. */
export function libraryConfig({ minRsaBits }: Policy): typeof config {
  // "Reformatted": a key whose owner gave it more time after it had signed. Whether it may sign is asked by ourselves too.
  return { ...config, minRSABits: minRsaBits, allowMissingKeyFlags: true, allowInsecureVerificationWithReformattedKeys: true, ignoreUnsupportedPackets: true, ignoreMalformedPackets: false };
}
