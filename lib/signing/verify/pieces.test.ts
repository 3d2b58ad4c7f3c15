import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { bytesOf } from "./made-fixture.ts";
import type { PieceList } from "./metalink.ts";
import { checkPieces, isPiece, rangeOfPiece } from "./pieces.ts";
import { memorySource } from "./source.ts";

const pieceBytes = 16 * 1024;
const sizeBytes = 5 * pieceBytes + 100;
const content = bytesOf(sizeBytes);
const list: PieceList = {
  fileName: "a",
  sizeBytes,
  pieceBytes,
  pieces: Array.from({ length: 6 }, (_, index) => createHash("sha256").update(content.subarray(index * pieceBytes, (index + 1) * pieceBytes)).digest("hex")),
  signature: null,
  revocation: null,
};
const changed = (...offsets: number[]) => {
  const bytes = Uint8Array.from(content);
  for (const offset of offsets) bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  return bytes;
};
const none = { missingBytes: 0, extraBytes: 0 };

describe("checkPieces", () => {
  it("finds nothing wrong with the file itself, and tells of its progress", async () => {
    const seen: number[] = [];
    expect(await checkPieces(memorySource(content), list, { onProgress: (done) => seen.push(done) })).toEqual({ ranges: [], goodBytes: sizeBytes, ...none });
    expect(seen).toHaveLength(6);
    expect(Math.max(...seen)).toBe(sizeBytes);
  });

  it("names damaged ranges and joins neighbours", async () => {
    expect(await checkPieces(memorySource(changed(0, pieceBytes, 3 * pieceBytes + 5)), list)).toEqual({
      ranges: [
        { start: 0, end: 2 * pieceBytes },
        { start: 3 * pieceBytes, end: 4 * pieceBytes },
      ],
      goodBytes: sizeBytes - 3 * pieceBytes,
      ...none,
    });
  });

  it("tells what is missing and what is too much at the end", async () => {
    expect(await checkPieces(memorySource(content.subarray(0, 2 * pieceBytes + 1)), list)).toEqual({ ranges: [{ start: 2 * pieceBytes, end: sizeBytes }], goodBytes: 2 * pieceBytes, missingBytes: 3 * pieceBytes + 99, extraBytes: 0 });
    const longer = new Uint8Array(sizeBytes + 7);
    longer.set(content);
    expect(await checkPieces(memorySource(longer), list)).toEqual({ ranges: [], goodBytes: sizeBytes, missingBytes: 0, extraBytes: 7 });
    expect(await checkPieces(memorySource(new Uint8Array()), list)).toMatchObject({ goodBytes: 0, missingBytes: sizeBytes });
  });

  it("compares every piece of a long list once, whatever lane takes it", async () => {
    const long = bytesOf(100 * 64 + 7);
    const pieces = Array.from({ length: 101 }, (_, index) => createHash("sha256").update(long.subarray(index * 64, (index + 1) * 64)).digest("hex"));
    const seen: number[] = [];
    long[64 * 77] = (long[64 * 77] ?? 0) ^ 1;
    expect(await checkPieces(memorySource(long), { ...list, sizeBytes: long.length, pieceBytes: 64, pieces }, { onProgress: (done) => seen.push(done) })).toEqual({ ranges: [{ start: 64 * 77, end: 64 * 78 }], goodBytes: long.length - 64, ...none });
    expect(seen).toHaveLength(101);
    expect(seen.at(-1)).toBe(long.length);
  });

  it("stops when it is told to", async () => {
    const stopping = new AbortController();
    await expect(checkPieces(memorySource(content), list, { onProgress: () => stopping.abort(), signal: stopping.signal })).rejects.toMatchObject({ name: "AbortError" });
  });
});

it("judges one piece, for downloads that check on the way", async () => {
  const { start, end } = rangeOfPiece(list, 5);
  expect([start, end]).toEqual([5 * pieceBytes, sizeBytes]);
  expect(await isPiece(list, 5, content.slice(start, end))).toBe(true);
  expect(await isPiece(list, 4, content.slice(start, end))).toBe(false);
  expect(await isPiece(list, 6, new Uint8Array())).toBe(false);
});
