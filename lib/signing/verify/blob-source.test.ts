import { describe, expect, it } from "vitest";
import { blobSource } from "./blob-source.ts";
import { bytesOf } from "./made-fixture.ts";
import { fill } from "./source.ts";

const bytes = bytesOf(100_000);

describe.each(["byob", "slices"] as const)("a file read by %s", (reading) => {
  it("gives any range of its bytes", async () => {
    const source = blobSource(new Blob([bytes]), reading);
    expect(source.sizeBytes).toBe(bytes.length);
    const reader = source.open(70_000, 90_001);
    expect(await fill(reader, new ArrayBuffer(16_384), 16_384)).toEqual(bytes.slice(70_000, 86_384));
    expect(await fill(reader, new ArrayBuffer(16_384), 16_384)).toEqual(bytes.slice(86_384, 90_001));
    await reader.close();
  });

  it("has its own code for a file that cannot be read", async () => {
    const gone = new Blob([bytes]);
    const broken = Object.assign(Object.create(gone) as Blob, { slice: () => ({ size: 5, stream: () => new ReadableStream({ type: "bytes", pull: () => Promise.reject(new Error("gone")) }), arrayBuffer: () => Promise.reject(new Error("gone")) }) });
    Object.defineProperty(broken, "size", { value: 5 });
    await expect(blobSource(broken, reading).open(0, 5).read(new Uint8Array(5))).rejects.toMatchObject({ code: "unreadable-file" });
  });
});

it("reads by slices where a file is no byte stream", async () => {
  const file = new Blob([bytes]);
  const old = { size: file.size, slice: (start: number, end: number) => Object.assign(file.slice(start, end), { stream: () => new ReadableStream() }) } as unknown as Blob;
  const reader = blobSource(old, "byob").open(10, 50_000);
  expect(await fill(reader, new ArrayBuffer(49_990), 49_990)).toEqual(bytes.slice(10, 50_000));
});
