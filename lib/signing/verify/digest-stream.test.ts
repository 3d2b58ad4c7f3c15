import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { digestStream } from "./digest-stream.ts";
import { bytesOf } from "./made-fixture.ts";
import { memorySource } from "./source.ts";

const bytes = bytesOf(3 * 1024 * 1024 + 17);
const trailers = [Uint8Array.of(1, 2), Uint8Array.of(3)];
const native = (algorithm: string, trailer: Uint8Array) => new Uint8Array(createHash(algorithm).update(bytes).update(trailer).digest());

it("makes each digest with its own trailer in one pass", async () => {
  const wanted = [10, 10, 8, 9].map((digestId, index) => ({ digestId, trailer: trailers[index % 2]! }));
  const seen: number[] = [];
  expect(await digestStream(memorySource(bytes), wanted, { onProgress: (done) => seen.push(done) })).toEqual([native("sha512", trailers[0]!), native("sha512", trailers[1]!), native("sha256", trailers[0]!), native("sha384", trailers[1]!)]);
  expect(seen.at(-1)).toBe(bytes.length);
});

it("hashes nothing but the trailer of an empty file", async () => {
  expect(await digestStream(memorySource(new Uint8Array()), [{ digestId: 10, trailer: trailers[0]! }])).toEqual([new Uint8Array(createHash("sha512").update(trailers[0]!).digest())]);
});

it("refuses a file that ends too early, and a digest that is not made here", async () => {
  const short = { ...memorySource(bytes.subarray(0, 5)), sizeBytes: 6 };
  await expect(digestStream(short, [{ digestId: 8, trailer: trailers[0]! }])).rejects.toMatchObject({ code: "unreadable-file" });
  await expect(digestStream(memorySource(bytes), [{ digestId: 2, trailer: trailers[0]! }])).rejects.toMatchObject({ code: "unsupported-signature" });
});

it("stops when it is told to", async () => {
  const stopping = new AbortController();
  stopping.abort();
  await expect(digestStream(memorySource(bytes), [{ digestId: 8, trailer: trailers[0]! }], { signal: stopping.signal })).rejects.toMatchObject({ name: "AbortError" });
});
