import { enums, PublicKeyPacket, PublicSubkeyPacket } from "openpgp";
import { hex, type Packet } from "./packets.ts";

const { packet: tags, signature: types } = enums;
const primaryTags: readonly number[] = [tags.publicKey, tags.secretKey];
const userTags: readonly number[] = [tags.userID, tags.userAttribute];
const subkeyTags: readonly number[] = [tags.publicSubkey, tags.secretSubkey];
const ofUsers: readonly number[] = [types.certGeneric, types.certPersona, types.certCasual, types.certPositive, types.certRevocation];
const ofSubkeys: readonly number[] = [types.subkeyBinding, types.subkeyRevocation];

/** What a key says, as bare packets. */
export type Certificate = {
  /** User ids and attributes. */
  users: { tag: number; body: Uint8Array }[];
  /** Bodies of all packets with signatures, of the owner and of others. */
  signatures: Uint8Array[];
};

/** One copy of a key: `bytes` are its packets as they stand. */
export type CertificateCopy = Certificate & {
  fingerprint: string;
  bytes: Uint8Array;
  /**
   * Does each signature lie behind what it is made over, and can each subkey be read? openpgp.js passes over others; gpg sorts
   * signatures, or spoils the key, and refuses the whole file for a subkey.
   */
  isOrderly: boolean;
};

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
      isOrderly: isOrderly(own) && (await Promise.all(own.filter((packet) => subkeyTags.includes(packet.tag)).map(isReadableSubkey))).every(Boolean),
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

async function isReadableSubkey({ body }: Packet): Promise<boolean> {
  const packet = new PublicSubkeyPacket() as PublicSubkeyPacket & { read: (bytes: Uint8Array) => Promise<unknown> };
  return packet.read(body).then(() => packet.version === 4, () => false);
}

/** Signatures that stand before any key: gpg imports such a revocation for the key that it has already. */
export function looseSignatures(packets: readonly Packet[]): Uint8Array[] {
  const first = packets.findIndex(({ tag }) => primaryTags.includes(tag));
  return packets.slice(0, first === -1 ? packets.length : first).filter(({ tag }) => tag === tags.signature).map(({ body }) => body);
}

function isOrderly(packets: readonly Packet[]): boolean {
  let place: "key" | "user" | "subkey" = "key";
  return packets.every(({ tag, body }) => {
    if (userTags.includes(tag) && place === "subkey") return false;
    if (userTags.includes(tag)) place = "user";
    if (subkeyTags.includes(tag)) place = "subkey";
    if (tag !== tags.signature) return true;
    const type = typeOf(body) ?? -1;
    return ofUsers.includes(type) ? place === "user" : ofSubkeys.includes(type) ? place === "subkey" : true;
  });
}

/** The type of a signature: in one of version 3 it stands after the length of what is hashed (RFC 9580 §5.2.2). */
export function typeOf(body: Uint8Array): number | undefined {
  return body[0] === 3 ? body[2] : body[1];
}

/** What all copies say together. */
export function mergeCertificates(copies: readonly Certificate[]): Certificate {
  const users = new Map(copies.flatMap((copy) => copy.users.map((user) => [`${user.tag} ${hex(user.body)}`, user] as const)));
  const signatures = new Map(copies.flatMap((copy) => copy.signatures.map((body) => [hex(body), body] as const)));
  return { users: [...users.values()], signatures: [...signatures.values()] };
}
