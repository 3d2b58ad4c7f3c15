/** One packet: `bytes` with its header, `body` without. */
export type Packet = { tag: number; body: Uint8Array; bytes: Uint8Array };

/**
 * The packets of an OpenPGP file (RFC 9580 §4.2), read more strictly than openpgp.js does: a length in parts or without an
 * end, which gpg refuses for keys and signatures, is refused here too. Throws `SyntaxError`.
 */
export function readPackets(bytes: Uint8Array): Packet[] {
  const packets: Packet[] = [];
  for (let start = 0; start < bytes.length; ) {
    const header = bytes[start] ?? 0;
    if ((header & 0x80) === 0) throw new SyntaxError("something that is no packet");
    const isNew = (header & 0x40) !== 0;
    const { length, lengthBytes } = isNew ? newLength(bytes, start + 1) : oldLength(bytes, start + 1, header & 3);
    const from = start + 1 + lengthBytes;
    if (from + length > bytes.length) throw new SyntaxError("a packet that is cut");
    packets.push({ tag: isNew ? header & 0x3f : (header >> 2) & 0x0f, body: bytes.subarray(from, from + length), bytes: bytes.subarray(start, from + length) });
    start = from + length;
  }
  return packets;
}

type Length = { length: number; lengthBytes: number };

function oldLength(bytes: Uint8Array, at: number, kind: number): Length {
  const lengthBytes = [1, 2, 4][kind];
  if (lengthBytes === undefined) throw new SyntaxError("a packet without an end");
  return { length: numberAt(bytes, at, lengthBytes), lengthBytes };
}

function newLength(bytes: Uint8Array, at: number): Length {
  const length = readLength(bytes, at);
  const first = bytes[at] ?? 0;
  if (first >= 224 && first < 255) throw new SyntaxError("a packet in parts");
  return length;
}

/** A length as subpackets have it (RFC 9580 §5.2.3.7): in one byte, two or five. */
export function readLength(bytes: Uint8Array, at: number): Length {
  const first = numberAt(bytes, at, 1);
  if (first < 192) return { length: first, lengthBytes: 1 };
  if (first < 255) return { length: (first - 192) * 256 + numberAt(bytes, at + 1, 1) + 192, lengthBytes: 2 };
  return { length: numberAt(bytes, at + 1, 4), lengthBytes: 5 };
}

/** The number in `count` bytes, the highest first. Throws `SyntaxError` where the bytes end before. */
export function numberAt(bytes: Uint8Array, at: number, count: number): number {
  if (at + count > bytes.length) throw new SyntaxError("the bytes end too early");
  return bytes.subarray(at, at + count).reduce((sum, byte) => sum * 256 + byte, 0);
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
