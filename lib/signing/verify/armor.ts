const kinds = ["SIGNATURE", "MESSAGE", "SIGNED MESSAGE", "PUBLIC KEY BLOCK", "PRIVATE KEY BLOCK"] as const;

/** One block of an OpenPGP file: its kind as the armor names it, and its packets. */
export type Block = { kind: (typeof kinds)[number] | "binary"; packets: Uint8Array };

const beginning = new RegExp(`^-----BEGIN PGP (${kinds.join("|")})-----$`);
const header = /^[A-Za-z]+: ./;
const base64Line = /^[A-Za-z0-9+/]+={0,2}$/;
const anyBorder = /-----(BEGIN|END) PGP/i;
// gpg cuts longer lines, and then reads something else.
const maxLineLength = 10_000;
const checksumLine = /^=([A-Za-z0-9+/]{4})$/;

/**
 * The blocks of a file with signatures or keys. Bytes whose first one has its highest bit set are packets as they are
 * (RFC 9580 §4.2); everything else is text with any number of armored blocks (§6.2). Read more strictly than openpgp.js
 * does: gpg refuses broken lines and a checksum that does not fit, and we must not say yes where it says no.
 * Throws `SyntaxError`; a file without any block gives an empty list.
 */
export function readBlocks(bytes: Uint8Array): Block[] {
  if (((bytes[0] ?? 0) & 0x80) !== 0) return [{ kind: "binary", packets: bytes }];
  const lines = new TextDecoder("latin1").decode(bytes).split(/\r?\n/);
  if (lines.some((line) => line.length > maxLineLength)) throw new SyntaxError("a line that is too long");
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const kind = beginning.exec(lines[index] ?? "")?.[1] as Block["kind"] | undefined;
    if (!kind) {
      // gpg also takes borders with blanks, or of other kinds, for the beginning of a block.
      if (anyBorder.test(lines[index] ?? "")) throw new SyntaxError(`the line "${lines[index]}" begins or ends no block that is known here`);
      continue;
    }
    const end = lines.indexOf(`-----END PGP ${kind === "SIGNED MESSAGE" ? "SIGNATURE" : kind}-----`, index);
    if (end === -1) throw new SyntaxError(`the ${kind.toLowerCase()} has no end`);
    // A clear-signed message is text and then the block of its signature.
    blocks.push({ kind, packets: kind === "SIGNED MESSAGE" ? new Uint8Array() : packetsOf(lines.slice(index + 1, end)) });
    index = end;
  }
  return blocks;
}

function packetsOf(lines: string[]): Uint8Array {
  const blank = lines.indexOf("");
  const isArmor = blank !== -1 && lines.slice(0, blank).every((line) => header.test(line));
  const body = lines.slice(blank + 1);
  const checksum = checksumLine.exec(body.at(-1) ?? "")?.[1];
  const data = checksum === undefined ? body : body.slice(0, -1);
  // Only the last line may be padded, and all before it are equally long, as every program writes them.
  const isWhole = data.every((line, index) => base64Line.test(line) && (index === data.length - 1 || (line.length === data[0]?.length && !line.endsWith("="))));
  if (!isArmor || data.length === 0 || !isWhole) throw new SyntaxError("the armor is broken");
  // Where neither a filled-up last line nor a checksum tells the end, gpg reads on.
  if (checksum === undefined && !data.at(-1)?.endsWith("=")) throw new SyntaxError("the armor has no checksum");
  const packets = fromBase64(data.join(""));
  if (checksum !== undefined && crc24(packets) !== fromBase64(checksum).reduce((sum, byte) => sum * 256 + byte, 0)) throw new SyntaxError("the armor's checksum does not fit");
  return packets;
}

function fromBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) throw new SyntaxError("the armor is cut");
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** The checksum of armor (RFC 4880 §6.1). */
function crc24(bytes: Uint8Array): number {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x800000) === 0 ? crc << 1 : (crc << 1) ^ 0x1864cfb;
  }
  return crc & 0xffffff;
}

/** The tag of the first packet (RFC 9580 §4.2), or null when there is none. */
export function firstTag(packets: Uint8Array): number | null {
  const [header] = packets;
  if (header === undefined || (header & 0x80) === 0) return null;
  return (header & 0x40) === 0 ? (header >> 2) & 0x0f : header & 0x3f;
}
