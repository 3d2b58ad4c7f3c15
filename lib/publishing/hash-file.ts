import { createHash, hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { FileHashes } from "./types.ts";

const leastPieceBytes = 512 * 1024;
const mostPieces = 4_096;
const readBytes = 4 * 1024 * 1024;

/**
 * Length of the pieces in the Metalink of a file: 512 KiB up to 2 GiB, then as much more as keeps the list at 4,096 digests, some
 * 320 KiB. Browsers hash a short piece in memory that they use again, and one of 1 MiB or more in memory that they ask the system
 * for anew each time, which takes a third longer.
 */
export function pieceBytesOf(sizeBytes: number): number {
  let pieceBytes = leastPieceBytes;
  while (sizeBytes > pieceBytes * mostPieces) pieceBytes *= 2;
  return pieceBytes;
}

/** Size, SHA-256, SHA-512 and piece hashes of a file, in one pass and constant memory. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<FileHashes> {
  const { size } = await stat(path);
  return hashStream(createReadStream(path, { highWaterMark: readBytes, ...(signal ? { signal } : {}) }), size);
}

/** The same for a stream of a file of that size; its chunks may have any length. */
export async function hashStream(stream: Readable, expectedBytes: number, signal?: AbortSignal): Promise<FileHashes> {
  const pieceBytes = pieceBytesOf(expectedBytes);
  const sha256 = createHash("sha256");
  const sha512 = createHash("sha512");
  const pieces: string[] = [];
  let piece = createHash("sha256");
  let inPiece = 0;
  let sizeBytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    signal?.throwIfAborted();
    sizeBytes += chunk.length;
    sha256.update(chunk);
    sha512.update(chunk);
    for (let start = 0; start < chunk.length; ) {
      const part = chunk.subarray(start, start + pieceBytes - inPiece);
      start += part.length;
      inPiece += part.length;
      piece.update(part);
      if (inPiece < pieceBytes) continue;
      pieces.push(piece.digest("hex"));
      piece = createHash("sha256");
      inPiece = 0;
    }
  }
  if (inPiece > 0) pieces.push(piece.digest("hex"));
  return { sizeBytes, sha256: sha256.digest("hex"), sha512: sha512.digest("hex"), pieceBytes, pieces };
}

/** The same for bytes in memory, without the pieces. */
export function hashBytes(bytes: Uint8Array): Omit<FileHashes, "pieceBytes" | "pieces"> {
  return { sizeBytes: bytes.length, sha256: hash("sha256", bytes), sha512: hash("sha512", bytes) };
}
