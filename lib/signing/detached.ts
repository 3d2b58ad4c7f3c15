import type { Hash } from "node:crypto";
import { createMessage, config, enums, PacketList, readSignature, Signature, SignaturePacket, verify, type PrivateKey, type PublicKey } from "openpgp";

/**
 * Makes a detached, armored, binary OpenPGP signature (version 4, SHA-512) of the data that `sha512` has taken up.
 *
 * A version 4 signature signs hash(data, hashed part of the packet, trailer) (RFC 9580 §5.2.4): the data come first, so
 * they can be hashed by the system's own SHA-512 while they stream by, and the packet is added to the finished state.
 * openpgp.js has no public way to take a digest, so its packet's steps `toHash` and `hash` are replaced here; they are
 * not public API, the version is pinned, and tests compare with gpg.
 */
export async function signStream(sha512: Hash, key: PrivateKey, date = new Date()): Promise<string> {
  const signer = await key.getSigningKey(undefined, date);
  const packet = new HashedSignaturePacket(sha512);
  packet.signatureType = enums.signature.binary;
  packet.publicKeyAlgorithm = signer.keyPacket.algorithm;
  packet.hashAlgorithm = enums.hash.sha512;
  // The published types leave out the last parameter, without which the method fails.
  const sign = packet.sign.bind(packet) as (...args: unknown[]) => Promise<void>;
  await sign(signer.keyPacket, new Uint8Array(), date, true, config);
  const packets = new PacketList<SignaturePacket>();
  packets.push(packet);
  return new Signature(packets).armor();
}

/**
 * When `armored` is one valid detached SHA-512 signature by `key` of the data that `sha512` has taken up: the time at
 * which it was made; `null` otherwise.
 */
export async function validSignatureTime(armored: string, sha512: Hash, key: PublicKey): Promise<Date | null> {
  try {
    const signature = await readSignature({ armoredSignature: armored });
    const [packet, ...others] = signature.packets as unknown as (SignaturePacket & { hashed?: Uint8Array })[];
    if (!packet || others.length > 0) return null;
    if (packet.signatureType !== enums.signature.binary || packet.hashAlgorithm !== enums.hash.sha512) return null;
    packet.hashed = finish(sha512, packet);
    const { signatures } = await verify({ message: await createMessage({ binary: new Uint8Array() }), signature, verificationKeys: key, format: "binary" });
    const isValid = signatures.length === 1 && (await signatures[0]?.verified) === true;
    return isValid ? packet.created : null;
  } catch {
    return null;
  }
}

class HashedSignaturePacket extends SignaturePacket {
  readonly #sha512: Hash;

  constructor(sha512: Hash) {
    super();
    this.#sha512 = sha512;
  }

  /** Nothing: given the bytes, the library would hash them once more for RSA. */
  toHash(): undefined {
    return undefined;
  }

  async hash(): Promise<Uint8Array> {
    return finish(this.#sha512, this);
  }
}

/** The digest to sign: the data so far, the hashed part of the packet, and the trailer of RFC 9580 §5.2.4. */
function finish(sha512: Hash, { version, signatureData }: SignaturePacket): Uint8Array {
  if (version !== 4 || !signatureData) throw new Error(`Signature packets of version ${version} are not made here: use a version 4 key.`);
  const trailer = Buffer.from([version, 0xff, 0, 0, 0, 0]);
  trailer.writeUInt32BE(signatureData.length, 2);
  // The copy leaves the state of the caller open for another signature.
  return new Uint8Array(sha512.copy().update(signatureData).update(trailer).digest());
}
