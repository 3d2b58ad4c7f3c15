import { join } from "node:path";
import { expect, it } from "vitest";
import { craftedFile } from "./crafted-fixture.ts";
import { craftedKeys, type CraftedCase } from "./crafted-keys-fixture.ts";
import { craftedSignatures } from "./crafted-signatures-fixture.ts";
import { importKeys, isOnlyOurs, judge } from "./gpg-import-fixture.ts";

/** The verdict on each case, one per line; throws nothing, so that a change shows the whole table. */
async function table(cases: readonly CraftedCase[], isHole: (one: CraftedCase) => Promise<boolean>): Promise<string> {
  const lines: string[] = [];
  for (const one of cases) {
    const { verdict, reason } = await judge(one.keys, one.signature, craftedFile);
    const isOurs = verdict === "valid" && (await isHole(one));
    lines.push(`${one.title} | ${verdict} ${reason}${isOurs ? " | GPG SAYS NO" : ""}`);
  }
  return `${lines.join("\n")}\n`;
}

it("of keys made by hand, says yes to none that gpg refuses, and has one verdict for each", async () => {
  const found = await table(craftedKeys(), ({ keys, signature }) => isOnlyOurs(keys, signature, craftedFile));
  expect(found).not.toMatch(/GPG SAYS NO/);
  await expect(found).toMatchFileSnapshot(join(import.meta.dirname, "crafted-keys.txt"));
}, 300_000);

it("of signatures made by hand, says yes to none that gpg refuses, and has one verdict for each", async () => {
  const cases = craftedSignatures();
  const home = await importKeys(cases[0]?.keys ?? []);
  const found = await table(cases, async ({ signature }) => !(await home.accepts(signature, craftedFile))).finally(home.remove);
  expect(found).not.toMatch(/GPG SAYS NO/);
  await expect(found).toMatchFileSnapshot(join(import.meta.dirname, "crafted-signatures.txt"));
}, 300_000);
