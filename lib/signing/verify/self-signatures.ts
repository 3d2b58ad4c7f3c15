import { config, enums, SignaturePacket, type Key, type Subkey } from "openpgp";
import { typeOf } from "./certificate.ts";
import { isLongEnough } from "./digests.ts";
import { hex, numberAt } from "./packets.ts";
import { libraryConfig, type Policy } from "./policy.ts";
import { isCut, issuersOf, keyVocabulary, readSignatureParts, requireUnambiguous, subpacket, type SignatureParts } from "./signature-parts.ts";
import { isSubkey, type Signer } from "./trust.ts";

type KeyPacket = Parameters<SignaturePacket["verify"]>[0];
/** What a signature of a key is made over, in openpgp.js's words. */
type Signed = { key: unknown; bind?: unknown; userID?: { write: () => Uint8Array }; userAttribute?: { write: () => Uint8Array } };
type OpenPacket = SignaturePacket & { read: (body: Uint8Array) => void; hash: (type: number, data: Signed) => Promise<Uint8Array>; hashed?: Uint8Array };
type Part = Pick<Signer, "key" | "part" | "certificate">;

const { signature: types } = enums;
const certifications: readonly number[] = [types.certGeneric, types.certPersona, types.certCasual, types.certPositive];
const anyTime = null as unknown as Date;
/** Accepts every digest: a revocation counts however it was made. */
const lenient = { ...config, rejectHashAlgorithms: new Set(), rejectMessageHashAlgorithms: new Set() } as unknown as typeof config;

/**
 * Has the owner, or a key that the owner named for it, revoked the key? Looks at revocations wherever they lie, of every
 * version, digest and time; one that cannot be judged counts.
 */
export async function isRevokedByOwner({ key, part, certificate }: Part): Promise<boolean> {
  for (const body of certificate.signatures) {
    const type = typeOf(body);
    const isOfKey = type === types.keyRevocation;
    if (!isOfKey && !(type === types.subkeyRevocation && isSubkey(part))) continue;
    const signed = isOfKey ? { key: key.keyPacket } : { key: key.keyPacket, bind: part.keyPacket };
    if (await mayBeBy(key, body, signed)) return true;
    if (issuers(body).some((id) => revokersOf({ certificate }).includes(id))) return true;
  }
  return false;
}

/**
 * May the key sign files by its owner's newest word? openpgp.js asks for the word that was the newest when a signature was
 * made; gpg goes by the newest of all. Here the newest one that is beyond doubt must allow it, and so must every one that
 * another program may take for newer.
 */
export async function maySignNow({ key, part, certificate, copies }: Omit<Signer, "origin" | "isRevoked">, now: Date, policy: Policy): Promise<boolean> {
  if (!copies.every(({ isOrderly }) => isOrderly) || !certificate.signatures.every((body) => isHarmless(body, { key, part }))) return false;
  const { ofKey, ofUsers, ofPart } = await wordsAbout({ key, part, certificate }, now, policy);
  if (!(isSubkey(part) ? [ofPart] : [ofKey, ...ofUsers]).every(isAllowed)) return false;
  // gpg imports one copy after the other: one of them must do alone.
  for (const copy of copies) {
    const alone = await wordsAbout({ key, part, certificate: copy }, now, policy);
    if (alone.ofUsers.some(hasCertain) && (!isSubkey(part) || hasCertain(alone.ofPart))) return true;
  }
  return false;
}

/** The owner's words about the primary key itself, about each user id, and about the subkey. */
async function wordsAbout({ key, part, certificate }: Part, now: Date, policy: Policy): Promise<{ ofKey: Word[]; ofUsers: Word[][]; ofPart: Word[] }> {
  const primary = { signer: key, oldest: key.getCreationTime(), now, policy };
  const words = (wanted: readonly number[], signed: Signed, judge: Judge = primary) => wordsOf(certificate.signatures.filter((body) => wanted.includes(typeOf(body) ?? -1)), signed, judge);
  const ofUsers = certificate.users.map(({ tag, body }) => words(certifications, { key: key.keyPacket, [tag === enums.packet.userID ? "userID" : "userAttribute"]: { write: () => body } }));
  return {
    ofKey: await words([types.key], { key: key.keyPacket }),
    ofUsers: await Promise.all(ofUsers),
    ofPart: isSubkey(part) ? await bindingsOf(part, await words([types.subkeyBinding], { key: key.keyPacket, bind: part.keyPacket }, { ...primary, oldest: latest(key, part) }), key, now, policy) : [],
  };
}

/** A subkey is only bound by what it confirms itself. */
async function bindingsOf(part: Subkey, words: readonly Word[], key: Key, now: Date, policy: Policy): Promise<Word[]> {
  const signed = { key: key.keyPacket, bind: part.keyPacket };
  return Promise.all(
    words.map(async (word) => {
      const isCertain = word.isCertain && (await isBacked(word, part, signed, now, policy));
      return { ...word, isCertain, allows: word.allows && isCertain };
    }),
  );
}

/** One signature of the owner about the own key. `parts` is null when it cannot be read without doubt. */
type Word = { at: number; allows: boolean; isCertain: boolean; parts: SignatureParts | null };
type Judge = { signer: Key | Subkey; oldest: Date; now: Date; policy: Policy };

async function wordsOf(bodies: readonly Uint8Array[], signed: Signed, judge: Judge): Promise<Word[]> {
  const words: Word[] = [];
  for (const body of bodies) {
    if (!(await mayBeBy(judge.signer, body, signed))) continue;
    const parts = partsOf(body);
    const times = parts?.hashed.filter(({ type, value }) => type === subpacket.created && value.length === 4).map(({ value }) => numberAt(value, 0, 4)) ?? [];
    const flags = parts?.hashed.filter(({ type }) => type === subpacket.keyFlags) ?? [];
    words.push({
      at: times.length > 0 ? Math.max(...times) : Infinity,
      allows: parts !== null && flags.every(({ value }) => ((value[0] ?? 0) & enums.keyFlags.signData) !== 0),
      isCertain: await isCertain(body, signed, judge),
      parts,
    });
  }
  return words;
}

function isAllowed(words: readonly Word[]): boolean {
  const newest = Math.max(...words.filter(({ isCertain }) => isCertain).map(({ at }) => at), -Infinity);
  return words.filter(({ at }) => at >= newest).every(({ allows }) => allows);
}

/** gpg ends with an error over some signatures of a key even where it does not need them. */
function isHarmless(body: Uint8Array, { key, part }: Pick<Signer, "key" | "part">): boolean {
  if (body[0] !== 4) return true;
  const parts = partsOf(body);
  if (!parts) return false;
  const all = [...parts.hashed, ...parts.unhashed];
  const embedded = all.flatMap(({ type, value }) => (type === subpacket.embedded ? [partsOf(value)] : []));
  const curves = [key, part].map((one) => one.getAlgorithmInfo().curve);
  const isLong = ({ digestId }: SignatureParts) => [...curves, enums.curve.nistP256].every((curve) => isLongEnough(digestId, curve));
  const needsLong = parts.algorithm === enums.publicKey.ecdsa || (!curves.every((curve) => isLongEnough(0, curve)) && issuers(body).includes(key.getKeyID().toHex()));
  return !all.some(isCut) && (!needsLong || isLong(parts)) && embedded.every((one) => one !== null && isLong(one));
}

function hasCertain(words: readonly Word[]): boolean {
  return words.some(({ isCertain }) => isCertain);
}

/** Does the subkey say too that it belongs to the key, in one signature that all programs find? */
async function isBacked({ parts }: Word, part: Subkey, signed: Signed, now: Date, policy: Policy): Promise<boolean> {
  const [embedded, ...others] = [...(parts?.hashed ?? []), ...(parts?.unhashed ?? [])].filter(({ type }) => type === subpacket.embedded);
  if (!embedded || others.length > 0 || typeOf(embedded.value) !== types.keyBinding) return false;
  return isCertain(embedded.value, signed, { signer: part, oldest: latest(part), now, policy });
}

/** Would every program take this for a valid signature of the key now? */
async function isCertain(body: Uint8Array, signed: Signed, { signer, oldest, now, policy }: Judge): Promise<boolean> {
  try {
    requireUnambiguous(readSignatureParts(body), keyVocabulary);
    const packet = open(body);
    if (!packet.created || packet.created < oldest || !policy.digests.has(packet.hashAlgorithm ?? 0) || !isLongEnough(packet.hashAlgorithm ?? 0, signer.getAlgorithmInfo().curve)) return false;
    await packet.verify(signer.keyPacket as KeyPacket, packet.signatureType as enums.signature, signed, now, false, libraryConfig(policy));
    return true;
  } catch {
    return false;
  }
}

/** False only where the key has certainly not made this signature of `signed`. */
async function mayBeBy({ keyPacket }: Key | Subkey, body: Uint8Array, signed: Signed): Promise<boolean> {
  const named = issuers(body);
  if (named.length > 0 && !named.includes(keyPacket.getKeyID().toHex())) return false;
  if (body[0] !== 4) return body[0] === 3;
  try {
    const packet = open(body);
    const digest = await packet.hash(packet.signatureType ?? 0, signed);
    // What openpgp.js would refuse before it looks at the numbers: gpg need not.
    Object.assign(packet, { issuerKeyID: keyPacket.getKeyID(), publicKeyAlgorithm: keyPacket.algorithm, hashed: digest, signedHashValue: digest.slice(0, 2), unknownSubpackets: [], rawNotations: [], revocationKeyClass: null });
    await packet.verify(keyPacket as KeyPacket, packet.signatureType as enums.signature, signed, anyTime, false, lenient);
    return true;
  } catch (error) {
    return !(error instanceof Error && error.message.startsWith("Signature verification failed"));
  }
}

function open(body: Uint8Array): OpenPacket {
  const packet = new SignaturePacket() as OpenPacket;
  packet.read(body);
  return packet;
}

function partsOf(body: Uint8Array): SignatureParts | null {
  try {
    return readSignatureParts(body);
  } catch {
    return null;
  }
}

function issuers(body: Uint8Array): string[] {
  if (body[0] === 3) return [hex(body.subarray(7, 15))];
  const parts = partsOf(body);
  return parts ? issuersOf([...parts.hashed, ...parts.unhashed]) : [];
}

function revokersOf({ certificate }: Pick<Part, "certificate">): string[] {
  return certificate.signatures.flatMap((body) => partsOf(body)?.hashed ?? []).filter(({ type }) => type === subpacket.revoker).map(({ value }) => hex(value.subarray(-8)));
}

function latest(...keys: (Key | Subkey)[]): Date {
  return new Date(Math.max(...keys.map((key) => key.getCreationTime().getTime())));
}
