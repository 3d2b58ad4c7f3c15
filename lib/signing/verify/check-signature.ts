import { createMessage, PacketList, Signature, verify, type PublicKey, type SignaturePacket } from "openpgp";
import { digestName, isLongEnough } from "./digests.ts";
import { VerifyError } from "./errors.ts";
import { algorithmText, expiryOf, keyStateAt, lastWordAt, requireKnown, requireStrong } from "./key-state.ts";
import { libraryConfig, type Policy } from "./policy.ts";
import { maySignNow } from "./self-signatures.ts";
import type { DetachedSignature } from "./signature-file.ts";
import { isSubkey, type Signer } from "./trust.ts";
import type { KeyStateAt, SignatureFacts } from "./verdict.ts";

const keyRefusals = { revoked: "key-revoked", expired: "key-expired", "too-new": "key-too-new", "not-for-signing": "key-not-for-signing" } as const satisfies Record<Exclude<KeyStateAt, "valid">, string>;

/**
 * Is `digest`, of the file's bytes and the trailer, what the signer's key signed? openpgp.js takes a finished digest in its
 * packet's field `hashed`: not public API, so the version is pinned, and tests compare every case with gpg.
 * Throws `VerifyError` `bad-signature`, `weak-key`, `weak-digest` or `unsupported-signature`.
 */
export async function checkSignature({ packet, signatureType, digestId }: DetachedSignature, signer: Signer, digest: Uint8Array, policy: Policy): Promise<void> {
  requireKnown(signer);
  requireStrong(signer, policy);
  if (!isLongEnough(digestId, signer.part.getAlgorithmInfo().curve)) throw new VerifyError("weak-digest", `${digestName(digestId)} is too short for the key's curve`);
  (packet as SignaturePacket & { hashed?: Uint8Array }).hashed = digest;
  try {
    // Without a date: times are judged by `checkTimes`, which tells them apart.
    const anyTime = null as unknown as Date;
    await packet.verify(signer.part.keyPacket as Parameters<SignaturePacket["verify"]>[0], signatureType, {}, anyTime, true, libraryConfig(policy));
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const doesNotFit = /^Signed digest did not match|^Signature verification failed/.test(text);
    throw new VerifyError(doesNotFit ? "bad-signature" : "unsupported-signature", text, { cause: error });
  }
}

/** What there is to tell of a signature that fits, and of its key then and now. */
export async function describeSignature(signature: DetachedSignature, signer: Signer, now: Date, policy: Policy): Promise<SignatureFacts> {
  const { key, part, origin } = signer;
  // Looked at as of its creation, an expired key still has a primary user id.
  const { user } = await key.getPrimaryUser(key.getCreationTime()).catch(() => ({ user: key.users[0] }));
  // What the owner forbids now, gpg forbids for what was signed before too.
  const mayStillSign = await maySignNow(signer, now, policy);
  const stateAt = async (at: Date) => {
    const state = await keyStateAt(signer, at, policy);
    return state === "valid" && !mayStillSign ? "not-for-signing" : state;
  };
  return {
    fingerprint: key.getFingerprint().toUpperCase(),
    subkeyFingerprint: isSubkey(part) ? part.getFingerprint().toUpperCase() : null,
    userId: user?.userID?.userID ?? "",
    algorithm: algorithmText(part.getAlgorithmInfo()),
    origin,
    digest: digestName(signature.digestId),
    signedAt: signature.signedAt,
    keyAtSigning: await stateAt(signature.signedAt),
    keyNow: await stateAt(now),
    keyExpiresAt: await expiryOf(signer),
  };
}

/** Throws `VerifyError` when the key might not sign then, or the signature's own time is over or not yet come. */
export function checkTimes({ signedAt, expiresAt }: DetachedSignature, { keyAtSigning }: SignatureFacts, now: Date): void {
  if (keyAtSigning !== "valid") throw new VerifyError(keyRefusals[keyAtSigning], `the key was ${keyAtSigning} on ${signedAt.toISOString()}`);
  if (signedAt > now) throw new VerifyError("signature-in-future", `signed on ${signedAt.toISOString()}`);
  if (expiresAt && expiresAt <= now) throw new VerifyError("signature-expired", `expired on ${expiresAt.toISOString()}`);
}

/**
 * Asks openpgp.js for its own whole judgement of the signature, whose digest `checkSignature` has left in the packet: what
 * the steps before found good counts only when the library agrees.
 */
export async function requireAgreement({ packet, signedAt }: DetachedSignature, { key, part }: Signer, policy: Policy): Promise<void> {
  const message = await createMessage({ binary: new Uint8Array() });
  const packets = new PacketList<SignaturePacket>();
  packets.push(packet);
  // As of then the key counts, also one that has expired since. That the times are not over or to come is seen to before.
  const date = new Date(Math.max(Number(signedAt), Number(lastWordAt({ key, part }))));
  const { signatures } = await verify({ message, signature: new Signature(packets), verificationKeys: key as PublicKey, date, format: "binary", config: libraryConfig(policy) });
  const isAgreed = signatures.length === 1 && (await signatures[0]?.verified.catch(() => false)) === true;
  if (!isAgreed) throw new VerifyError("unsupported-signature", "openpgp.js does not accept the signature");
}
