import { describe, expect, it } from "vitest";
import { firstTag, readBlocks } from "./armor.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
/** The packets 01 02 03 with their right checksum, and 01 02 03 04, which need none: their end shows. */
const armored = "-----BEGIN PGP SIGNATURE-----\nComment: a\n\nAQID\n=Z2GT\n-----END PGP SIGNATURE-----\n";
const withoutChecksum = armored.replace(/^=.*\n/m, "").replace("AQID", "AQIDBA==");

describe("readBlocks", () => {
  it("reads packets as they are", () => {
    const packets = Uint8Array.of(0x88, 0x01, 0x04);
    expect(readBlocks(packets)).toEqual([{ kind: "binary", packets }]);
  });

  it("reads one block and several, with text around them and with either line end", () => {
    const block = { kind: "SIGNATURE", packets: Uint8Array.of(1, 2, 3, 4) };
    expect(readBlocks(bytes(armored))).toEqual([{ kind: "SIGNATURE", packets: Uint8Array.of(1, 2, 3) }]);
    expect(readBlocks(bytes(withoutChecksum))).toEqual([block]);
    expect(readBlocks(bytes(`before\n${withoutChecksum}between\n${withoutChecksum.replaceAll("\n", "\r\n")}after`))).toEqual([block, block]);
  });

  it("finds nothing in other text", () => {
    expect(readBlocks(bytes("nothing\n"))).toEqual([]);
    expect(readBlocks(new Uint8Array())).toEqual([]);
  });

  it("does not look for armor in a clear-signed text", () => {
    const text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\ntext, no base64\n-----BEGIN PGP SIGNATURE-----\n\nAQID\n-----END PGP SIGNATURE-----\n";
    expect(readBlocks(bytes(text)).map(({ kind }) => kind)).toEqual(["SIGNED MESSAGE"]);
  });

  it.each([
    ["a wrong checksum", armored.replace(/^=.*$/m, "=AAAA")],
    ["a header that is none", withoutChecksum.replace("Comment: a", "Nonsense")],
    ["no empty line before the data", withoutChecksum.replace("\n\n", "\n")],
    ["no data", withoutChecksum.replace("AQIDBA==\n", "")],
    ["a broken line", withoutChecksum.replace("AQID", "AQ*D")],
    ["neither a checksum nor a filled-up line", armored.replace(/^=.*\n/m, "")],
    ["a border with a blank behind it, which gpg takes for one", `${armored.replace("SIGNATURE-----", "SIGNATURE----- ")}${armored}`],
    ["a border of a kind that gpg knows too", `${armored.replaceAll("PGP SIGNATURE", "PGP ARMORED FILE")}${armored}`],
    ["a line that gpg cuts", `${"x".repeat(30_000)}\n${armored}`],
    ["lines of different lengths", withoutChecksum.replace("AQID", "AQID\nAQIDAQID\n")],
    ["a cut line", withoutChecksum.replace("AQIDBA==", "AQIDB==")],
    ["another end", withoutChecksum.replace("END PGP SIGNATURE", "END PGP MESSAGE")],
    ["no end", withoutChecksum.slice(0, -10)],
  ])("refuses %s", (_title, text) => expect(() => readBlocks(bytes(text))).toThrow(SyntaxError));
});

it("knows the first packet in the old and the new format", () => {
  expect(firstTag(Uint8Array.of(0x88))).toBe(2);
  expect(firstTag(Uint8Array.of(0xc2))).toBe(2);
  expect(firstTag(Uint8Array.of(0x41))).toBeNull();
  expect(firstTag(new Uint8Array())).toBeNull();
});
