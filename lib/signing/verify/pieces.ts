import { VerifyError } from "./errors.ts";
import { sha256 } from "./sha256.ts";
import { fill, type ByteSource, type Observer } from "./source.ts";
import type { PieceList } from "./metalink.ts";
import type { ByteRange, DamageFacts } from "./verdict.ts";

const lanes = 2;

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
 * Compares a file with the pieces of a signed list and tells what differs. Two lanes read halves of the file at the same
 * time, and each hashes a piece while it reads the next: browsers read a file in one place slower than they hash.
 */
export async function checkPieces(source: ByteSource, list: PieceList, { onProgress, signal }: Observer = {}): Promise<DamageFacts> {
  const comparable = Math.min(source.sizeBytes, list.sizeBytes);
  const whole = list.pieces.filter((_, index) => rangeOfPiece(list, index).end <= comparable).length;
  const good = list.pieces.map(() => false);
  let doneBytes = 0;

  const lane = async (first: number, last: number) => {
    if (first >= last) return;
    const reader = source.open(first * list.pieceBytes, rangeOfPiece(list, last - 1).end);
    let memory = new ArrayBuffer(list.pieceBytes);
    let hashing: Promise<void> = Promise.resolve();
    try {
      for (let index = first; index < last; index += 1) {
        const { start, end } = rangeOfPiece(list, index);
        const bytes = await fill(reader, memory, end - start);
        if (bytes.length < end - start) throw new VerifyError("unreadable-file", `the file ended after ${start + bytes.length} bytes`);
        memory = bytes.buffer;
        await hashing;
        signal?.throwIfAborted();
        // The digest has its own copy of the bytes, so the buffer is free at once.
        hashing = isPiece(list, index, bytes).then((isGood) => void (good[index] = isGood));
        doneBytes += bytes.length;
        onProgress?.(doneBytes, source.sizeBytes);
      }
      await hashing;
    } finally {
      await reader.close().catch(() => undefined);
    }
  };
  const middle = Math.ceil(whole / lanes);
  await Promise.all([lane(0, middle), lane(middle, whole)]);
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
