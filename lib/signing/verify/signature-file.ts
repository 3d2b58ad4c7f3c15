import { enums, readSignature, type SignaturePacket } from "openpgp";
import { firstTag, readBlocks, type Block } from "./armor.ts";
import { asVerifyError, VerifyError } from "./errors.ts";
import { readPackets } from "./packets.ts";
import { fileVocabulary, readSignatureParts, requireUnambiguous } from "./signature-parts.ts";

/** A detached signature as it stands in its file; nothing of it is checked yet. */
export type DetachedSignature = {
  version: number;
  /** RFC 9580 §5.2.1. */
  signatureType: number;
  /** RFC 9580 §9.5. */
  digestId: number;
  signedAt: Date;
  /** Null when it does not end. */
  expiresAt: Date | null;
  packet: SignaturePacket;
};

const maxSignatureFileBytes = 1024 * 1024;
/** Packets that only stand in files which hold what they sign. */
const inlineTags: readonly number[] = [enums.packet.onePassSignature, enums.packet.literalData, enums.packet.compressedData];

/** All signatures of a file, armored or binary, in their order. Throws `VerifyError` unless each packet is a signature. */
export async function readSignatureFile(bytes: Uint8Array): Promise<DetachedSignature[]> {
  if (bytes.length > maxSignatureFileBytes) throw new VerifyError("unreadable-signature", `a signature file of ${bytes.length} bytes`);
  const signatures: DetachedSignature[] = [];
  try {
    for (const block of readBlocks(bytes)) signatures.push(...(await signaturesOf(block)));
  } catch (error) {
    throw asVerifyError(error, "unreadable-signature");
  }
  if (signatures.length === 0) throw new VerifyError("unreadable-signature", "the file holds no signature");
  return signatures;
}

async function signaturesOf({ kind, packets }: Block): Promise<DetachedSignature[]> {
  const tag = firstTag(packets);
  if (kind === "MESSAGE" || kind === "SIGNED MESSAGE" || (tag !== null && inlineTags.includes(tag))) throw new VerifyError("inline-signed", "the signature stands in its message");
  if (kind !== "SIGNATURE" && kind !== "binary") throw new VerifyError("unreadable-signature", `a ${kind.toLowerCase()} instead of a signature`);
  for (const one of readPackets(packets)) requirePlain(one.tag, one.body);
  const list = (await readSignature({ binarySignature: packets, config: { ignoreMalformedPackets: false } })).packets as unknown as SignaturePacket[];
  return [...list].map(detachedOf);
}

/** Refuses what openpgp.js passes over or reads otherwise than gpg does. */
function requirePlain(tag: number, body: Uint8Array): void {
  if (tag !== enums.packet.signature) throw new VerifyError("unreadable-signature", `a packet of the kind ${tag} beside the signature`);
  if (body[0] !== 4) throw new VerifyError("unsupported-signature", `version ${body[0]} of a signature`);
  const parts = readSignatureParts(body);
  try {
    requireUnambiguous(parts, fileVocabulary);
  } catch (error) {
    throw asVerifyError(error, "unsupported-signature");
  }
}

function detachedOf(packet: SignaturePacket): DetachedSignature {
  const { version, signatureType, hashAlgorithm, created } = packet;
  // The library keeps a packet that it cannot read, such as one of version 3, under a class of its own.
  if (!version || !created || signatureType === null || hashAlgorithm === null) throw new VerifyError("unsupported-signature", "a signature of an unknown version");
  const expiry = packet.getExpirationTime();
  return { version, signatureType, digestId: hashAlgorithm, signedAt: created, expiresAt: expiry instanceof Date ? expiry : null, packet };
}
