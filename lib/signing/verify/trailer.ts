import { VerifyError } from "./errors.ts";
import type { DetachedSignature } from "./signature-file.ts";

/**
 * What is hashed after the bytes of the file: the hashed part of the signature's packet and the trailer of a version 4
 * signature (RFC 9580 §5.2.4). The bytes come first, so they can be hashed before it is known which key signed.
 */
export function trailerOf({ version, packet }: DetachedSignature): Uint8Array {
  const { signatureData } = packet;
  if (version !== 4 || !signatureData) throw new VerifyError("unsupported-signature", `version ${version} of a signature`);
  const trailer = new Uint8Array(signatureData.length + 6);
  trailer.set(signatureData);
  trailer.set([version, 0xff], signatureData.length);
  new DataView(trailer.buffer).setUint32(signatureData.length + 2, signatureData.length);
  return trailer;
}
