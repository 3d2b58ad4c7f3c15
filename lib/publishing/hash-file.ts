import { createHash, hash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import type { FileHashes } from "./types.ts";

/** Length of the pieces in Metalinks: 4 MiB, some 8 KiB of digests for each GiB. */
export const pieceBytes = 4 * 1024 * 1024;

/** Size, SHA-256, SHA-512 and piece hashes of a file, in one pass and constant memory. */
export function hashFile(path: string, signal?: AbortSignal): Promise<FileHashes> {
  return hashStream(createReadStream(path, { highWaterMark: pieceBytes, ...(signal ? { signal } : {}) }));
}

/** The same for a stream; its chunks may have any size. */
export async function hashStream(stream: Readable, signal?: AbortSignal): Promise<FileHashes> {
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
  return { sizeBytes, sha256: sha256.digest("hex"), sha512: sha512.digest("hex"), pieces };
}

/** The same for bytes in memory, without the pieces. */
export function hashBytes(bytes: Uint8Array): Omit<FileHashes, "pieces"> {
  return { sizeBytes: bytes.length, sha256: hash("sha256", bytes), sha512: hash("sha512", bytes) };
}
