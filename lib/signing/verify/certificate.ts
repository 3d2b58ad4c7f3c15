import { enums, PublicKeyPacket } from "openpgp";
import { hex, type Packet } from "./packets.ts";

const { packet: tags } = enums;
const primaryTags: readonly number[] = [tags.publicKey, tags.secretKey];
const userTags: readonly number[] = [tags.userID, tags.userAttribute];

/**
 * What one or more copies of a key say, as bare packets in no order: gpg sorts what lies in the wrong place when it imports a
 * key, openpgp.js passes over it, and it may be a revocation.
 */
export type Certificate = {
  /** User ids and attributes. */
  users: { tag: number; body: Uint8Array }[];
  /** Bodies of all packets with signatures, of the owner and of others. */
  signatures: Uint8Array[];
};

/** One copy of a key: `bytes` are its packets as they stand. */
export type CertificateCopy = Certificate & { fingerprint: string; bytes: Uint8Array };

/** The keys among packets; one whose primary key cannot be read, and which therefore never counts, is left out. */
export async function readCertificates(packets: readonly Packet[]): Promise<CertificateCopy[]> {
  const copies: CertificateCopy[] = [];
  for (const [index, { tag, body }] of packets.entries()) {
    if (!primaryTags.includes(tag)) continue;
    const fingerprint = await fingerprintOf(body).catch(() => null);
    if (fingerprint === null) continue;
    const next = packets.findIndex((packet, other) => other > index && primaryTags.includes(packet.tag));
    const own = packets.slice(index, next === -1 ? packets.length : next);
    copies.push({
      fingerprint,
      bytes: Uint8Array.from(own.flatMap(({ bytes }) => [...bytes])),
      users: own.filter((packet) => userTags.includes(packet.tag)),
      signatures: own.filter((packet) => packet.tag === tags.signature).map((packet) => packet.body),
    });
  }
  return copies;
}

async function fingerprintOf(body: Uint8Array): Promise<string> {
  const packet = new PublicKeyPacket() as PublicKeyPacket & { read: (bytes: Uint8Array) => Promise<unknown> };
  // A packet with a secret key begins with the public one.
  await packet.read(body);
  return hex(packet.getFingerprintBytes() ?? new Uint8Array());
}

/** What all copies say together. */
export function mergeCertificates(copies: readonly Certificate[]): Certificate {
  const users = new Map(copies.flatMap((copy) => copy.users.map((user) => [`${user.tag} ${hex(user.body)}`, user] as const)));
  const signatures = new Map(copies.flatMap((copy) => copy.signatures.map((body) => [hex(body), body] as const)));
  return { users: [...users.values()], signatures: [...signatures.values()] };
}
