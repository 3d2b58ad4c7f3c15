import { enums } from "openpgp";
import { firstTag } from "./armor.ts";
import { fill, type ByteSource } from "./source.ts";

const headBytes = 4096;
const binaryEnding = /\.(gpg|pgp|sig|asc)$/i;
const inlineTags: readonly number[] = [enums.packet.onePassSignature, enums.packet.literalData, enums.packet.compressedData, enums.packet.signature];

/** Does a file hold its own signature: a clear-signed text, an armored message, or, by its name, a binary one? */
export async function isInlineSigned(name: string, source: ByteSource): Promise<boolean> {
  const reader = source.open(0, Math.min(headBytes, source.sizeBytes));
  const head = await fill(reader, new ArrayBuffer(headBytes), Math.min(headBytes, source.sizeBytes));
  await reader.close();
  if (/^\s*-----BEGIN PGP (SIGNED )?MESSAGE-----/.test(new TextDecoder().decode(head))) return true;
  const tag = firstTag(head);
  return binaryEnding.test(name) && tag !== null && inlineTags.includes(tag);
}
