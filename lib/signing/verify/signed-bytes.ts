import { checkSignature, checkTimes, describeSignature, requireAgreement } from "./check-signature.ts";
import { digestStream } from "./digest-stream.ts";
import { requireAcceptable, type Policy } from "./policy.ts";
import { readSignatureFile } from "./signature-file.ts";
import type { ByteSource, Observer } from "./source.ts";
import { trailerOf } from "./trailer.ts";
import { findSigners, type TrustedKey } from "./trust.ts";
import type { SignatureFacts } from "./verdict.ts";

export type SignatureCheck = {
  trust: readonly TrustedKey[];
  now: Date;
  policy: Policy;
  /** Grows with what is learnt of each signature that fits, also when a later step refuses it. */
  found: SignatureFacts[];
};

/**
 * Checks bytes against the detached signatures of one file, in four steps: read the signatures, find the key of each, hash
 * the bytes, check each digest with its key. The policy is asked before anything is hashed. Every signature of the file must
 * be good, as gpg demands it too. Throws `VerifyError`.
 */
export async function verifySignatures(source: ByteSource, signatureFile: Uint8Array, { trust, now, policy, found }: SignatureCheck, observer: Observer = {}): Promise<void> {
  const signatures = await readSignatureFile(signatureFile);
  for (const signature of signatures) requireAcceptable(signature, policy);
  const signers = signatures.map((signature) => findSigners(signature, trust));
  const digests = await digestStream(source, signatures.map((signature) => ({ digestId: signature.digestId, trailer: trailerOf(signature) })), observer);
  for (const [index, signature] of signatures.entries()) {
    const digest = digests[index];
    // Where several keys claim the subkey that signed, gpg takes any of them: so all must be good, and the first is shown.
    for (const [rank, signer] of (signers[index] ?? []).entries()) {
      if (!digest) throw new RangeError("a signature without its digest");
      await checkSignature(signature, signer, digest, policy);
      const facts = await describeSignature(signature, signer, now, policy);
      if (rank === 0) found.push(facts);
      checkTimes(signature, facts, now);
      await requireAgreement(signature, signer, policy);
    }
  }
}

/**
 * Throws what would be said of detached signatures whatever bytes they are of: their form, their keys and their times are
 * judged, and nothing is hashed.
 */
export async function requireStanding(signatureFile: Uint8Array, { trust, now, policy }: Omit<SignatureCheck, "found">): Promise<void> {
  for (const signature of await readSignatureFile(signatureFile)) {
    requireAcceptable(signature, policy);
    for (const signer of findSigners(signature, trust)) checkTimes(signature, await describeSignature(signature, signer, now, policy), now);
  }
}
