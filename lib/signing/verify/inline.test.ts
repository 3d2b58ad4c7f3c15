import { expect, it } from "vitest";
import { isInlineSigned } from "./inline.ts";
import { memorySource } from "./source.ts";

it.each<[string, string | number[], boolean]>([
  ["a.asc", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nx", true],
  ["a.txt", "\n-----BEGIN PGP MESSAGE-----\n\nx", true],
  ["a.gpg", [0xa3, 1, 0], true],
  ["a.qcow2", [0xa3, 1, 0], false],
  ["a.gpg", [0x51, 0x46, 0x49], false],
  ["a.txt", "a text about -----BEGIN PGP MESSAGE-----", false],
  ["a.gpg", [], false],
])("%s with %j: %s", async (name, content, expected) => {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : Uint8Array.from(content);
  expect(await isInlineSigned(name, memorySource(bytes))).toBe(expected);
});
