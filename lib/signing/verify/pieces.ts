import { VerifyError } from "./errors.ts";
import { sha256 } from "./sha256.ts";
import { fill, type ByteSource, type Observer } from "./source.ts";
import type { PieceList } from "./metalink.ts";
import type { ByteRange, DamageFacts } from "./verdict.ts";

const lanes = 2;
/** How many digests of a lane may be under way while it reads on. */
const digestsAhead = 2;
/** How much in a row a lane takes at once: so much that the opening of a stream costs nothing. */
const stretchBytes = 64 * 1024 * 1024;

/** Is this the piece number `index` of the list, byte for byte? */
export async function isPiece({ pieces }: Pick<PieceList, "pieces">, index: number, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const expected = pieces[index];
  return expected !== undefined && hex(await sha256(bytes)) === expected;
}

/** The bytes that a piece covers in the signed file. */
export function rangeOfPiece({ pieceBytes, sizeBytes }: Pick<PieceList, "pieceBytes" | "sizeBytes">, index: number): ByteRange {
  return { start: index * pieceBytes, end: Math.min(sizeBytes, (index + 1) * pieceBytes) };
}

/**
 * Compares a file with the pieces of a signed list and tells what differs. Lanes read stretches of the file at the same time,
 * and hash pieces while they read the next: browsers read a file in one place slower than they hash. Who is done takes the
 * next stretch, so that all end together.
 */
export async function checkPieces(source: ByteSource, list: PieceList, { onProgress, signal }: Observer = {}): Promise<DamageFacts> {
  const comparable = Math.min(source.sizeBytes, list.sizeBytes);
  const whole = list.pieces.filter((_, index) => rangeOfPiece(list, index).end <= comparable).length;
  const good = list.pieces.map(() => false);
  const stretch = Math.max(1, Math.min(Math.floor(stretchBytes / list.pieceBytes), Math.ceil(whole / lanes)));
  let doneBytes = 0;
  let taken = 0;

  const lane = async () => {
    let memory = new ArrayBuffer(list.pieceBytes);
    const digests: Promise<void>[] = [];
    const readStretch = async (first: number, last: number) => {
      const reader = source.open(first * list.pieceBytes, rangeOfPiece(list, last - 1).end);
      try {
        for (let index = first; index < last; index += 1) {
          const { start, end } = rangeOfPiece(list, index);
          const bytes = await fill(reader, memory, end - start);
          if (bytes.length < end - start) throw new VerifyError("unreadable-file", `the file ended after ${start + bytes.length} bytes`);
          memory = bytes.buffer;
          if (digests.length === digestsAhead) await digests.shift();
          signal?.throwIfAborted();
          // The digest has its own copy of the bytes, so the buffer is free at once.
          digests.push(isPiece(list, index, bytes).then((isGood) => void (good[index] = isGood)));
          doneBytes += bytes.length;
          onProgress?.(doneBytes, source.sizeBytes);
        }
      } finally {
        await reader.close().catch(() => undefined);
      }
    };
    while (taken < whole) {
      const first = taken;
      taken = Math.min(whole, first + stretch);
      await readStretch(first, taken);
    }
    await Promise.all(digests);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return damageOf(list, good, source.sizeBytes);
}

function damageOf(list: PieceList, good: readonly boolean[], actualBytes: number): DamageFacts {
  const ranges: ByteRange[] = [];
  let goodBytes = 0;
  for (const [index, isGood] of good.entries()) {
    const { start, end } = rangeOfPiece(list, index);
    if (isGood) {
      goodBytes += end - start;
      continue;
    }
    const before = ranges.at(-1);
    if (before?.end === start) before.end = end;
    else ranges.push({ start, end });
  }
  return { ranges, goodBytes, missingBytes: Math.max(0, list.sizeBytes - actualBytes), extraBytes: Math.max(0, actualBytes - list.sizeBytes) };
}

function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}
