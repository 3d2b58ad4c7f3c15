import { beforeAll, describe, expect, it } from "vitest";
import { bytesOf, madeName, makeKey } from "./made-fixture.ts";
import { readPieceList } from "./metalink.ts";

const sizeBytes = 5 * 1024 * 1024;
let document: string;
beforeAll(async () => {
  const { list } = await makeKey();
  document = new TextDecoder().decode((await list(bytesOf(sizeBytes))).document);
});
const read = (text: string) => readPieceList(new TextEncoder().encode(text));

describe("readPieceList", () => {
  it("reads the Metalink that the portal publishes", () => {
    const list = read(document);
    expect(list).toMatchObject({ fileName: madeName, sizeBytes, pieceBytes: 512 * 1024 });
    expect(list.pieces).toHaveLength(Math.ceil(sizeBytes / (512 * 1024)));
    expect(list.pieces.every((piece) => /^[0-9a-f]{64}$/.test(piece))).toBe(true);
    expect(list.signature).toMatch(/^-----BEGIN PGP SIGNATURE-----\n[\s\S]*-----END PGP SIGNATURE-----\n$/);
  });

  it.each<[string, (text: string) => string]>([
    ["another document", () => "<a/>"],
    ["another namespace", (text) => text.replace("xml:ns:metalink", "xml:ns:other")],
    ["weak piece hashes", (text) => text.replace(/(<pieces [^>]*)sha-256/, "$1sha-1")],
    ["a piece too few", (text) => text.replace(/\s*<hash>[0-9a-f]{64}<\/hash>/, "")],
    ["a piece that is no SHA-256", (text) => text.replace(/<hash>[0-9a-f]/, "<hash>x")],
    ["two sizes", (text) => text.replace(/(<size>\d+<\/size>)/, "$1$1")],
    ["a size that is none", (text) => text.replace(/<size>\d+/, "<size>1e9")],
    ["tiny pieces", (text) => text.replace(/length="\d+"/, 'length="1"')],
    ["huge pieces", (text) => text.replace(/length="\d+"/, 'length="9000000000"')],
    ["two files", (text) => text.replace(/(<file [\s\S]*<\/file>)/, "$1$1")],
    ["no XML", () => "pieces"],
    ["a size with an element in it", (text) => text.replace(/<size>(\d)/, "<size>$1<b>9</b>")],
    ["a size of another namespace", (text) => text.replace("<size>", '<size xmlns="urn:other">')],
    ["hashes of another namespace", (text) => text.replace("<hash>", '<hash xmlns="urn:other">')],
    ["pieces of another namespace", (text) => text.replace("<pieces ", '<pieces xmlns="urn:other" ')],
    ["a size with a sign", (text) => text.replace("<size>", "<size>+")],
    ["digits of another script", (text) => text.replace(/<size>\d/, "<size>\u0665")],
    ["pieces of no bytes", (text) => text.replace(/length="\d+"/, 'length="0"')],
    ["a piece too many", (text) => text.replace(/(<hash>[0-9a-f]{64}<\/hash>)/, "$1$1")],
  ])("refuses %s", (_title, change) => expect(() => read(change(document))).toThrow(expect.objectContaining({ code: "unreadable-piece-list" })));

  it("refuses what is not UTF-8", () => {
    expect(() => readPieceList(Uint8Array.of(0x3c, 0xff, 0xfe))).toThrow(expect.objectContaining({ code: "unreadable-piece-list" }));
  });
});
