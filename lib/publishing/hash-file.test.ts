import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runProcess } from "#lib/process.ts";
import { hashBytes, hashFile, hashStream, pieceBytesOf } from "./hash-file.ts";

let scratch: string;
beforeAll(async () => void (scratch = await mkdtemp(join(tmpdir(), "hash-"))));
afterAll(() => rm(scratch, { recursive: true, force: true }));

const pieceBytes = pieceBytesOf(0);

it.each([0, 1, pieceBytes - 1, pieceBytes, pieceBytes + 1, 2 * pieceBytes + 12345])("%d bytes hash as coreutils hashes them, whole and in pieces", async (size) => {
  const bytes = randomBytes(size);
  const path = join(scratch, `${size}`);
  await writeFile(path, bytes);
  const tool = async (command: string) => (await runProcess({ command, args: [path], timeoutMs: 60_000 })).stdout.split(" ")[0];
  const pieces = Array.from({ length: Math.ceil(size / pieceBytes) }, (_, i) => createHash("sha256").update(bytes.subarray(i * pieceBytes, (i + 1) * pieceBytes)).digest("hex"));
  const hashes = await hashFile(path);
  expect(hashes).toEqual({ sizeBytes: size, sha256: await tool("sha256sum"), sha512: await tool("sha512sum"), pieceBytes, pieces });
  expect(hashBytes(bytes)).toEqual({ sizeBytes: size, sha256: hashes.sha256, sha512: hashes.sha512 });

  const odd = function* () {
    for (let start = 0; start < size; start += 1_000_003) yield bytes.subarray(start, start + 1_000_003);
  };
  expect(await hashStream(Readable.from(odd()), size)).toEqual(hashes);
});

it("stops when it is told to", async () => {
  const path = join(scratch, "stop");
  await writeFile(path, "x");
  await expect(hashFile(path, AbortSignal.abort(new Error("enough")))).rejects.toThrow();
});

it.each([
  [0, 512],
  [2 * 1024 ** 3, 512],
  [2 * 1024 ** 3 + 1, 1_024],
  [5 * 1024 ** 3, 2_048],
  [100 * 1024 ** 3, 32_768],
])("a file of %d bytes has pieces of %d KiB", (sizeBytes, kibibytes) => expect(pieceBytesOf(sizeBytes)).toBe(kibibytes * 1024));
