import { unarmor } from "openpgp";

/** One block of an OpenPGP file: its kind as the armor names it, and its packets. */
export type Block = { kind: "SIGNATURE" | "MESSAGE" | "SIGNED MESSAGE" | "PUBLIC KEY BLOCK" | "PRIVATE KEY BLOCK" | "binary"; packets: Uint8Array };

const blockPattern = /-----BEGIN PGP (SIGNATURE|MESSAGE|SIGNED MESSAGE|PUBLIC KEY BLOCK|PRIVATE KEY BLOCK)-----[\s\S]*?-----END PGP [A-Z ]+-----/g;

/**
 * The blocks of a file with signatures or keys. Bytes whose first one has its highest bit set are packets as they are
 * (RFC 9580 §4.2); everything else is text with any number of armored blocks (§6.2). Throws what openpgp.js throws when a
 * block is broken; a file without any block gives an empty list.
 */
export async function readBlocks(bytes: Uint8Array): Promise<Block[]> {
  if (bytes.length === 0) return [];
  if (((bytes[0] ?? 0) & 0x80) !== 0) return [{ kind: "binary", packets: bytes }];
  const text = new TextDecoder("utf-8", { fatal: false }).decode(bytes);
  const blocks: Block[] = [];
  for (const [armored, kind] of text.matchAll(blockPattern)) {
    // A clear-signed message ends with the block of its signature; its text is no armor.
    const packets = kind === "SIGNED MESSAGE" ? new Uint8Array() : await packetsOf(armored);
    blocks.push({ kind: kind as Block["kind"], packets });
  }
  return blocks;
}

async function packetsOf(armored: string): Promise<Uint8Array> {
  const { data } = await unarmor(armored.replaceAll("\r\n", "\n"));
  return data as unknown as Uint8Array;
}

/** The tag of the first packet (RFC 9580 §4.2), or null when there is none. */
export function firstTag(packets: Uint8Array): number | null {
  const [header] = packets;
  if (header === undefined || (header & 0x80) === 0) return null;
  return (header & 0x40) === 0 ? (header >> 2) & 0x0f : header & 0x3f;
}
