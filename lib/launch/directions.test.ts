import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { root } from "../../bin/prepare.mjs";
import { runProcess } from "#lib/process.ts";

const probe = `direction-probe-${process.pid}`;
const folders = [`app/${probe}`, `components/ui/${probe}`, `components/catalog/${probe}`, `components/verify/${probe}`, `lib/${probe}`, `lib/signing/verify/${probe}`, `lib/builders/${probe}`, `lib/worker/${probe}`];
afterAll(() => folders.forEach((folder) => rmSync(join(root, folder), { recursive: true, force: true })));

/** What oxlint says of one file with one import. */
async function lint(file: string, source: string): Promise<string> {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${source}\n`);
  const { stdout } = await runProcess({ command: join(root, "node_modules/.bin/oxlint"), args: [file], cwd: root, timeoutMs: 30_000, acceptExitCodes: [0, 1] });
  return stdout;
}

const refused: [string, string, string][] = [
  ["a page that imports the database", `app/${probe}/page.tsx`, 'import { db } from "#lib/db.ts"; export default String(db);'],
  ["a page that imports the database by a relative path", `app/${probe}/near.tsx`, 'import { db } from "../../lib/db.ts"; export default String(db);'],
  ["a page that imports the generated client", `app/${probe}/rows.tsx`, 'import { PrismaClient } from "#prisma/generated/client.ts"; export default PrismaClient;'],
  ["a page that imports a builder", `app/${probe}/builder.tsx`, 'import { diskimageBuilder } from "#lib/builders/diskimage-builder.ts"; export default diskimageBuilder;'],
  ["a page that imports the signing process", `app/${probe}/signer.tsx`, 'import { startSigner } from "#lib/signing/signer.ts"; export default startSigner;'],
  ["a component that reads data", `components/catalog/${probe}/part.tsx`, 'import { listImages } from "#lib/catalog/data.ts"; export default listImages;'],
  ["a component that imports the server", `components/catalog/${probe}/node.tsx`, 'import { readFileSync } from "node:fs"; export default readFileSync;'],
  ["a generic piece that knows the domain", `components/ui/${probe}/piece.tsx`, 'import { x } from "#lib/catalog/schema.ts"; export default x;'],
  ["a generic piece that knows the domain's reads", `components/ui/${probe}/reads.tsx`, 'import { x } from "#lib/catalog/data.ts"; export default x;'],
  ["rules that touch the database", `lib/${probe}/rules.ts`, 'import { db } from "#lib/db.ts"; export const rules = db;'],
  ["a domain that imports an adapter", `lib/${probe}/mutations.ts`, 'import { openStorage } from "#lib/storage/open.ts"; export const storage = openStorage;'],
  ["a domain that imports the worker", `lib/${probe}/data.ts`, 'import { runBuild } from "#lib/worker/run.ts"; export const run = runBuild;'],
  ["an adapter that imports a domain", `lib/builders/${probe}/driver.ts`, 'import { promote } from "#lib/channels/mutations.ts"; export const act = promote;'],
  ["the check of signatures that imports Node", `lib/signing/verify/${probe}/node.ts`, 'import { readFileSync } from "node:fs"; export const read = readFileSync;'],
  ["the check of signatures that imports a foundation", `lib/signing/verify/${probe}/log.ts`, 'import { createLogger } from "#lib/log.ts"; export const log = createLogger;'],
  ["the check of signatures that imports the signing process", `lib/signing/verify/${probe}/signer.ts`, 'import { startSigner } from "../../signer.ts"; export const start = startSigner;'],
  ["another component that checks signatures", `components/catalog/${probe}/check.tsx`, 'import { verifyFile } from "#lib/signing/verify/verify.ts"; export default verifyFile;'],
  ["the verifier that imports the signing process", `components/verify/${probe}/signer.tsx`, 'import { startSigner } from "#lib/signing/signer.ts"; export default startSigner;'],
  ["a process that imports another", `lib/worker/${probe}/part.ts`, 'import { createFront } from "#lib/server/front.ts"; export const front = createFront;'],
];

const allowed: [string, string, string][] = [
  ["a generic piece that uses words", `components/ui/${probe}/words.tsx`, 'import { useText } from "#lib/text.ts"; export default useText;'],
  ["a page that asks a domain room", `app/${probe}/good.tsx`, 'import { promote } from "#lib/channels/mutations.ts"; export default promote;'],
  ["data.ts that reads the database", `lib/${probe}/data.ts`, 'import { db } from "#lib/db.ts"; export const read = () => db;'],
  ["the verifier that checks signatures", `components/verify/${probe}/check.tsx`, 'import { verifyFile } from "#lib/signing/verify/verify.ts"; export default verifyFile;'],
  ["the check of signatures that knows its room and its two libraries", `lib/signing/verify/${probe}/good.ts`, 'import { verify } from "openpgp"; import { createSHA512 } from "hash-wasm"; import { readBlocks } from "./armor.ts"; export const all = [verify, createSHA512, readBlocks];'],
  ["a domain that knows an adapter by type", `lib/${probe}/mutations.ts`, 'import type { Storage } from "#lib/storage/types.ts"; export type Kept = Storage;'],
];

describe("the linter keeps the directions of imports", () => {
  test.each(refused)("refuses %s", async (_title, file, source) => {
    expect(await lint(file, source)).toContain("no-restricted-imports");
  });

  test.each(allowed)("allows %s", async (_title, file, source) => {
    expect(await lint(file, source)).not.toContain("no-restricted-imports");
  });
});
