import { config, enums, revokeKey, SignaturePacket, type PrivateKey } from "openpgp";

export type RevocationReason = "superseded" | "compromised" | "retired";

/**
 * Adds to every user id of `subject` a certification (RFC 9580 §5.2.1.5, type 0x10) by the primary key of `certifier`.
 * openpgp.js would certify with the subkey that signs, which has no right to: gpg does not count such a certification.
 */
export async function certify(subject: PrivateKey, certifier: PrivateKey, date = new Date()): Promise<void> {
  for (const user of subject.users) {
    if (!user.userID) continue;
    const packet = new SignaturePacket();
    packet.signatureType = enums.signature.certGeneric;
    packet.publicKeyAlgorithm = certifier.keyPacket.algorithm;
    packet.hashAlgorithm = enums.hash.sha512;
    // The published types leave out the last parameter, without which the method fails.
    const sign = packet.sign.bind(packet) as (...args: unknown[]) => Promise<void>;
    await sign(certifier.keyPacket, { userID: user.userID, key: subject.keyPacket }, date, false, config);
    user.otherCertifications.push(packet);
  }
}

const reasonFlags = {
  superseded: enums.reasonForRevocation.keySuperseded,
  compromised: enums.reasonForRevocation.keyCompromised,
  retired: enums.reasonForRevocation.keyRetired,
} as const satisfies Record<RevocationReason, number>;

/** The same key with a revocation by itself (RFC 9580 §5.2.3.31 for the reasons). */
export async function withRevocation(key: PrivateKey, reason: RevocationReason, explanation: string, date = new Date()): Promise<PrivateKey> {
  const { privateKey } = await revokeKey({ key, reasonForRevocation: { flag: reasonFlags[reason], string: explanation }, date, format: "object" });
  return privateKey;
}
