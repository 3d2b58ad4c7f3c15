import { hex, numberAt, readLength } from "./packets.ts";

export type Subpacket = { type: number; isCritical: boolean; value: Uint8Array };

/** The body of a version 4 signature's packet, taken apart; nothing of it is checked yet. */
export type SignatureParts = { signatureType: number; algorithm: number; digestId: number; hashed: Subpacket[]; unhashed: Subpacket[] };

/** Types of subpackets (RFC 9580 §5.2.3.7). */
export const subpacket = {
  created: 2, expires: 3, exportable: 4, trust: 5, revocable: 7, keyExpires: 9, ciphers: 11, revoker: 12, issuer: 16, notation: 20, digests: 21, compressions: 22, serverPreferences: 23,
  server: 24, primaryUser: 25, policy: 26, keyFlags: 27, signersUser: 28, reason: 29, features: 30, embedded: 32, fingerprint: 33, aead: 34, recipient: 35,
} as const;
const { created, expires, exportable, revocable, keyExpires, ciphers, issuer, notation, digests, compressions, serverPreferences, server, primaryUser, policy, keyFlags, signersUser, features, embedded, fingerprint, aead, recipient } = subpacket;

/**
 * What a kind of signature may say. `critical`: the types that gpg and openpgp.js both heed when they must. `named`: in which
 * types gpg looks for the issuer; it looks for a fingerprint in the signed area alone, and not in signatures of keys.
 */
export type Vocabulary = { known: readonly number[]; critical: readonly number[]; named: readonly number[] };

export const fileVocabulary: Vocabulary = { known: [created, expires, issuer, notation, server, policy, signersUser, fingerprint, recipient], critical: [created, expires, issuer, policy], named: [issuer, fingerprint] };
export const keyVocabulary: Vocabulary = {
  known: [created, expires, exportable, revocable, keyExpires, ciphers, issuer, notation, digests, compressions, serverPreferences, server, primaryUser, policy, keyFlags, features, embedded, fingerprint, aead],
  critical: [created, expires, exportable, revocable, keyExpires, ciphers, issuer, digests, compressions, primaryUser, policy, keyFlags, features, embedded],
  named: [issuer],
};

const knownInUnhashed: readonly number[] = [issuer, notation, embedded, fingerprint];
/** Types from here on have no meaning yet, and everybody passes over them. */
const firstWithoutMeaning = 40;
const lengths: Record<number, number> = { [created]: 4, [expires]: 4, [exportable]: 1, [revocable]: 1, [keyExpires]: 4, [issuer]: 8, [primaryUser]: 1, [fingerprint]: 21 };
const mayRepeat: readonly number[] = [issuer, notation, fingerprint, recipient];
// gpg reads no more than this of either area.
const maxAreaBytes = 10_000;

/** Throws `SyntaxError` unless the body is that of a version 4 signature whose subpackets fill their areas exactly. */
export function readSignatureParts(body: Uint8Array): SignatureParts {
  if (body[0] !== 4) throw new SyntaxError(`version ${body[0]} of a signature`);
  const hashedBytes = numberAt(body, 4, 2);
  const unhashedBytes = numberAt(body, 6 + hashedBytes, 2);
  const unhashedAt = 8 + hashedBytes;
  if (unhashedAt + unhashedBytes > body.length) throw new SyntaxError("a signature that is cut");
  if (hashedBytes > maxAreaBytes || unhashedBytes > maxAreaBytes) throw new SyntaxError("too many subpackets");
  const [signatureType, algorithm, digestId] = [numberAt(body, 1, 1), numberAt(body, 2, 1), numberAt(body, 3, 1)];
  return { signatureType, algorithm, digestId, hashed: readArea(body.subarray(6, 6 + hashedBytes)), unhashed: readArea(body.subarray(unhashedAt, unhashedAt + unhashedBytes)) };
}

function readArea(bytes: Uint8Array): Subpacket[] {
  const subpackets: Subpacket[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { length, lengthBytes } = readLength(bytes, at);
    const from = at + lengthBytes;
    if (length === 0 || from + length > bytes.length) throw new SyntaxError("a subpacket that is cut");
    const type = bytes[from] ?? 0;
    subpackets.push({ type: type & 0x7f, isCritical: (type & 0x80) !== 0, value: bytes.subarray(from + 1, from + length) });
    at = from + length;
  }
  return subpackets;
}

/**
 * Throws `SyntaxError` for a signature that two programs may read differently: one takes the first of two creation times, the
 * other one the last; one heeds what stands in the unsigned area, the other does not.
 */
export function requireUnambiguous({ hashed, unhashed }: SignatureParts, { known, critical, named }: Vocabulary): void {
  for (const { type, isCritical, value } of [...hashed, ...unhashed]) {
    if (isCritical && !critical.includes(type)) throw new SyntaxError(`the critical subpacket ${type}`);
    if (isCut({ type, value }) || value.length > (lengths[type] ?? Infinity)) throw new SyntaxError(`a subpacket ${type} of ${value.length} bytes`);
    if (type === fingerprint && value[0] !== 4) throw new SyntaxError(`the fingerprint of a key of version ${value[0]}`);
  }
  const strange = [...hashed.filter(({ type }) => !known.includes(type)), ...unhashed.filter(({ type }) => !known.includes(type) || !knownInUnhashed.includes(type))].find(({ type }) => type < firstWithoutMeaning);
  if (strange) throw new SyntaxError(`a subpacket ${strange.type} that does not belong there`);
  const types = [...hashed, ...unhashed].map(({ type }) => type).filter((type) => type < firstWithoutMeaning && !mayRepeat.includes(type));
  if (new Set(types).size < types.length) throw new SyntaxError("a subpacket that stands twice");
  const made = hashed.find(({ type }) => type === created);
  if (!made) throw new SyntaxError("no creation time");
  const lasting = hashed.find(({ type }) => type === expires);
  // gpg counts in 32 bits and goes on at 1970.
  if (lasting && numberAt(made.value, 0, 4) + numberAt(lasting.value, 0, 4) > 0xffffffff) throw new SyntaxError("an end beyond the year 2106");
  requireOneIssuer(hashed, unhashed, named);
}

// gpg also calls a longer one of these too short.
const exactLengths: Record<number, number> = { [subpacket.trust]: 2, [primaryUser]: 1 };
const leastLengths: Record<number, number> = { ...lengths, [subpacket.revoker]: 22, [subpacket.reason]: 1, [embedded]: 1 };
/** A whole key in a subpacket, which gpg tries to read and openpgp.js does not know. */
const keyBlock = 38;

/** Has a subpacket a length that gpg ends with an error over, whatever it stands in? */
export function isCut({ type, value }: Pick<Subpacket, "type" | "value">): boolean {
  if (type === notation) return value.length < 8 || value.length !== 8 + numberAt(value, 4, 2) + numberAt(value, 6, 2);
  const exact = exactLengths[type];
  return type === keyBlock || value.length < (leastLengths[type] ?? 0) || (exact !== undefined && value.length !== exact);
}

function requireOneIssuer(hashed: readonly Subpacket[], unhashed: readonly Subpacket[], named: readonly number[]): void {
  const all = [...hashed, ...unhashed];
  const fingerprints = new Set(all.filter(({ type }) => type === fingerprint).map(({ value }) => hex(value)));
  if (new Set(issuersOf(all)).size > 1 || fingerprints.size > 1) throw new SyntaxError("two issuers");
  if (!all.some(({ type }) => type === issuer) && !hashed.some(({ type }) => type === fingerprint && named.includes(type))) throw new SyntaxError("no issuer");
}

/** The IDs of all keys that a signature names as its maker. */
export function issuersOf(subpackets: readonly Subpacket[]): string[] {
  return subpackets.filter(({ type }) => type === issuer || type === fingerprint).map(({ value }) => hex(value.subarray(-8)));
}
