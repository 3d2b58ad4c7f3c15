import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openFileSource } from "#lib/launch/verify/file-source.ts";
import { bundle, partOf } from "./beside.ts";
import { makeCases } from "./cases-fixture.ts";
import { openWorkshop, type GpgCase, type GpgWorkshop } from "./gpg-fixture.ts";
import { ways, type Verdict, type Way } from "./verdict.ts";
import { verifyFile } from "./verify.ts";

let shop: GpgWorkshop;
let cases: GpgCase[];
let keys: Uint8Array;

beforeAll(async () => {
  shop = await openWorkshop();
  cases = await makeCases(shop, { large: true });
  keys = await readFile(await shop.exportKeys());
}, 300_000);
afterAll(() => shop.remove());

/** The verdict on what a case hands in. */
async function judge({ files }: GpgCase, way: Way): Promise<Verdict> {
  const named = files.map((path) => ({ part: partOf(path, ""), file: { name: basename(path), path } }));
  const [one] = bundle(named);
  if (!one) throw new Error("nothing to check");
  const bytesOf = async (file: { path: string } | null) => (file ? new Uint8Array(await readFile(file.path)) : null);
  const [signature, document, listSignature] = await Promise.all([one.signature, one.pieceList, one.pieceListSignature].map(bytesOf));
  const { source, close } = await openFileSource(one.file.path);
  return verifyFile({
    file: { name: one.file.name, source },
    evidence: { signature: signature ?? null, pieceList: document && listSignature ? { document, signature: listSignature } : null },
    keys: [{ content: keys, origin: "portal" }],
    way,
  }).finally(close);
}

it("comes to the expected verdict in every case, and never says yes where gpg says no", async () => {
  const table: string[] = [];
  const expected: string[] = [];
  for (const one of cases) {
    const isAccepted = one.gpg ? await shop.accepts(one.gpg.signature, one.gpg.file) : null;
    for (const way of ways) {
      const wanted = one.expected[way];
      if (!wanted) continue;
      const { verdict, reason } = await judge(one, way);
      if (verdict === "valid") expect(isAccepted, `${one.title}, ${way}: gpg says no`).toBe(true);
      table.push(`${one.title} | ${way} | ${verdict} ${reason} | gpg ${isAccepted}`);
      expected.push(`${one.title} | ${way} | ${wanted.join(" ")} | gpg ${isAccepted}`);
    }
  }
  expect(table).toEqual(expected);
}, 600_000);
