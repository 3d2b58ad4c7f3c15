import { beforeAll, describe, expect, it } from "vitest";
import { readBlocks } from "./armor.ts";
import { bytesOf, makeKey } from "./made-fixture.ts";
import { readSignatureFile } from "./signature-file.ts";

const at = new Date("2026-11-24T12:00:00Z");
let armored: Uint8Array;
let packets: Uint8Array;
beforeAll(async () => {
  armored = await (await makeKey({ createdAt: new Date("2026-01-01") })).sign(bytesOf(10), at);
  packets = readBlocks(armored)[0]!.packets;
});
const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

describe("readSignatureFile", () => {
  it("reads armored and binary signatures, one or more", async () => {
    const expected = { version: 4, signatureType: 0, digestId: 10, signedAt: at, expiresAt: null };
    expect(await readSignatureFile(armored)).toMatchObject([expected]);
    expect(await readSignatureFile(packets)).toMatchObject([expected]);
    expect(await readSignatureFile(joined(packets, packets))).toMatchObject([expected, expected]);
    expect(await readSignatureFile(joined(armored, armored))).toMatchObject([expected, expected]);
  });

  it.each<[string, () => Uint8Array, string]>([
    ["nothing", () => new Uint8Array(), "unreadable-signature"],
    ["text", () => new TextEncoder().encode("hello\n"), "unreadable-signature"],
    ["a cut signature", () => packets.slice(0, -1), "unreadable-signature"],
    ["bytes behind the signature", () => joined(packets, Uint8Array.of(0xff, 0xff, 0xff)), "unreadable-signature"],
    ["a literal packet", () => Uint8Array.of(0xcb, 1, 0), "inline-signed"],
    ["a compressed packet", () => Uint8Array.of(0xa3, 1, 0), "inline-signed"],
    ["a clear-signed text", () => new TextEncoder().encode("-----BEGIN PGP SIGNED MESSAGE-----\n\nx\n-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----\n"), "inline-signed"],
    ["something huge", () => new Uint8Array(2 * 1024 * 1024), "unreadable-signature"],
  ])("refuses %s", async (_title, make, code) => {
    await expect(readSignatureFile(make())).rejects.toMatchObject({ code });
  });

  it("refuses a key where a signature is expected", async () => {
    const { keyFile } = await makeKey();
    await expect(readSignatureFile(keyFile.content)).rejects.toMatchObject({ code: "unreadable-signature" });
  });

  it("refuses a signature of version 3", async () => {
    const old = Uint8Array.from([0xc2, 23, 3, 5, 0, 1, 2, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8, 1, 10, 0, 0, 0, 8, 1, 1]);
    await expect(readSignatureFile(old)).rejects.toMatchObject({ code: expect.stringMatching(/unsupported-signature|unreadable-signature/) });
  });
});
