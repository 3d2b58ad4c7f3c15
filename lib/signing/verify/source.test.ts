import { expect, it } from "vitest";
import { fill, memorySource, type ByteReader } from "./source.ts";

it("reads a range of bytes in memory", async () => {
  const reader = memorySource(Uint8Array.of(0, 1, 2, 3, 4, 5)).open(1, 5);
  expect(await reader.read(new Uint8Array(3))).toEqual(Uint8Array.of(1, 2, 3));
  expect(await reader.read(new Uint8Array(3))).toEqual(Uint8Array.of(4));
  expect(await reader.read(new Uint8Array(3))).toHaveLength(0);
});

it("fills a buffer from small reads into new memory, and stops at the end", async () => {
  let next = 0;
  const drops: ByteReader = {
    read: async ({ buffer, byteOffset }) => {
      // Like a byte stream, which takes the buffer away and gives it back under another name.
      const memory = buffer.transfer();
      if (next === 5) return new Uint8Array(memory, byteOffset, 0);
      new Uint8Array(memory)[byteOffset] = next++;
      return new Uint8Array(memory, byteOffset, 1);
    },
    close: async () => {},
  };
  expect(await fill(drops, new ArrayBuffer(4), 4)).toEqual(Uint8Array.of(0, 1, 2, 3));
  expect(await fill(drops, new ArrayBuffer(4), 4)).toEqual(Uint8Array.of(4));
});
