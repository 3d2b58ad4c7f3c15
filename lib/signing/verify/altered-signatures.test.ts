import { readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openWorkshop, type GpgWorkshop } from "./gpg-fixture.ts";
import { memorySource } from "./source.ts";
import { verifyFile } from "./verify.ts";

let shop: GpgWorkshop;
let file: string;
let keys: Uint8Array;
beforeAll(async () => {
  shop = await openWorkshop();
  file = await shop.subject(await shop.folderOf("altered"), 20_000);
  keys = await readFile(await shop.exportKeys());
}, 120_000);
afterAll(() => shop.remove());

async function weAccept(signature: Uint8Array): Promise<boolean> {
  const source = memorySource(await readFile(file));
  const { verdict } = await verifyFile({ file: { name: "altered", source }, evidence: { signature, pieceList: null }, keys: [{ content: keys, origin: "portal" }], way: "stream" });
  return verdict === "valid";
}

/** What gpg and we say of each altered signature: only those cases are listed in which we say yes and gpg says no. */
async function onlyWeAccept(variants: Uint8Array[]): Promise<string[]> {
  const disagreed: string[] = [];
  for (const [index, variant] of variants.entries()) {
    if (!(await weAccept(variant))) continue;
    const path = `${file}.${index}.asc`;
    await writeFile(path, variant);
    if (!(await shop.accepts(path, file))) disagreed.push(Buffer.from(variant).toString("latin1").slice(0, 200));
  }
  return disagreed;
}

it("of a binary signature, with each single byte changed, accepts none that gpg refuses", async () => {
  const original = await readFile(await shop.sign(file, [shop.keys.ed25519.fingerprint], ["--digest-algo", "SHA512"], ".sig"));
  const variants = [...original].flatMap((byte, index) => [0x01, 0x80].map((bit) => Object.assign(Uint8Array.from(original), { [index]: byte ^ bit })));
  expect(await weAccept(original)).toBe(true);
  expect(await onlyWeAccept(variants)).toEqual([]);
});

it("of an armored signature, with each character changed, left out or doubled, accepts none that gpg refuses", async () => {
  const armored = await readFile(await shop.sign(file, [shop.keys.ed25519.fingerprint], ["--digest-algo", "SHA512"]), "latin1");
  const changed = [...armored].flatMap((character, index) => {
    const [before, after] = [armored.slice(0, index), armored.slice(index + 1)];
    return [`${before}${character === "A" ? "B" : "A"}${after}`, before + after, before + character + character + after, `${before}\n${character}${after}`];
  });
  const wholes = [`${armored}${armored}`, `text before\n${armored}`, `${armored}text after\n`, armored.replaceAll("\n", "\r\n"), armored.replace(/^=.*$/m, "=AAAA"), armored.replace(/^=.*\n/m, ""), armored.replace("\n\n", "\nComment: x\n\n"), armored.replace("\n\n", "\nNonsense\n\n"), armored.slice(0, -20), ` ${armored}`];
  expect(await weAccept(Buffer.from(armored))).toBe(true);
  expect(await onlyWeAccept([...wholes, ...changed].map((text) => Buffer.from(text, "latin1")))).toEqual([]);
}, 300_000);
