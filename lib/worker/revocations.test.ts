import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listAudit } from "#lib/audit/data.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { insertImage, insertPublishedBuild } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { createDownloadCatalog } from "#lib/downloads/data.ts";
import { identifyFile } from "#lib/downloads/identify/data.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { runProcess } from "#lib/process.ts";
import { publish, recordArtifacts } from "#lib/publication/mutations.ts";
import { fileOf, filesOf } from "#lib/publishing/file-names.ts";
import { prepareFiles } from "#lib/publishing/stage-files.ts";
import { build as facts, tests } from "#lib/publishing/testing.ts";
import { resolve } from "#lib/resolver/data.ts";
import { revoke } from "#lib/revocations/mutations.ts";
import { createSigningClient } from "#lib/signing/client.ts";
import { verifyWithGpg } from "#lib/signing/gpg-check.ts";
import { startSigner, type Signer } from "#lib/signing/signer.ts";
import type { SigningClient } from "#lib/signing/types.ts";
import { verifyFile } from "#lib/signing/verify/verify.ts";
import { memorySource } from "#lib/signing/verify/source.ts";
import { openStorage } from "#lib/storage/open.ts";
import type { Storage } from "#lib/storage/types.ts";
import { reviseRevoked, type Reviser } from "./revocations.ts";

const portal = "https://images.example.org";
const actor = systemActor("test");
const never = new AbortController().signal;
const content = randomBytes(5_000_000);
let database: TestDatabase;
let scratch: string;
let storage: Storage;
let signer: Signer;
let client: SigningClient;
let publicKey: string;
let reviser: Reviser;
let image: string;
let logged: string[] = [];
let images = 0;
const [bad, good] = ["20261101-1", "20261102-1"] as const;

beforeAll(async () => {
  database = await startTestDatabase();
  scratch = await mkdtemp(join(tmpdir(), "revise-"));
  storage = openStorage(`file:${join(scratch, "store")}`);
  const socketPath = join(scratch, "run", "s.sock");
  signer = await startSigner({ socketPath, keyFile: join(scratch, "keys", "private.asc"), storage, log: pino({ level: "silent" }) });
  client = createSigningClient(socketPath);
  const { fingerprint, armored } = await client.publicKey();
  publicKey = armored;
  await db.signingKey.create({ data: { fingerprint, algorithm: "Ed25519", userId: "test", state: "active", armoredPublicKey: armored, validFrom: new Date() } });
  await writeFile(join(scratch, "image"), content);
  await writeFile(join(scratch, "config"), "configuration");
  const log = pino({ level: "warn" }, { write: (line: string) => void logged.push(line) });
  reviser = { actor, log, storage, signer: client, publicUrl: portal, productVersion: "0.1.0", workDirOf: (id) => join(scratch, "work", id) };
});
afterAll(async () => {
  await signer.close();
  await db.$disconnect();
  await database.stop();
  await rm(scratch, { recursive: true, force: true });
});

/** A build with real files and real signatures, published as the worker does it; its id. */
async function publishReal(imageId: string, version: string): Promise<string> {
  const { id: workerId } = await db.worker.create({ data: { name: "test", hostName: "test", processId: 1, capabilities: {} } });
  const { id: buildId } = await db.build.create({ data: { imageId, version, trigger: "manual" } });
  const enter = (status: "building" | "testing" | "signing" | "publishing") => db.build.update({ where: { id: buildId }, data: { status, workerId, attempt: 1 } });
  await enter("building");
  await enter("testing");
  const { results, ...run } = tests;
  await db.testRun.create({ data: { buildId, attempt: 1, accelerator: run.accelerator, verdict: "passed", results: { create: results.map((result, position) => ({ ...result, position })) } } });
  await db.build.update({ where: { id: buildId }, data: { testsPassed: true } });
  await enter("signing");
  const prepared = await prepareFiles({
    build: { ...facts, buildId, image, version }, tests, publisher: { url: portal, name: "imagefactory", version: "0.1.0" }, log: "log\n", storage, signer: client,
    verifySignature: verifyWithGpg, localFile: async (key) => (await storage.localPath(key))!, qcow2Path: join(scratch, "image"), configPath: join(scratch, "config"),
  });
  const lease = { buildId, workerId, attempt: 1 };
  await recordArtifacts(lease, prepared.artifacts, {});
  await enter("publishing");
  await publish(lease, actor, { id: imageId, name: image, retentionDays: 730 });
  return buildId;
}

let badId: string;
const nameOf = (kind: "qcow2" | "metalink" | "checksums") => fileOf(kind, image, bad).fileName;
const catalog = createDownloadCatalog(db);
const given = async (fileName: string) => {
  const file = await catalog.findFile(image, bad, fileName);
  if (!file) throw new Error(`${fileName} is not given out`);
  return { ...file, bytes: await buffer(await storage.openRead(file.storageKey)) };
};
const revokeBad = () => revoke(actor, { imageName: image, version: bad, reason: "wrong_content", severity: "critical", explanation: "It holds a <test> key & more", replacementVersion: good, successorVersion: good });

beforeEach(async () => {
  logged = [];
  image = `Standard_Revised_${++images}`;
  const imageId = await insertImage(db, image);
  badId = await publishReal(imageId, bad);
  await insertPublishedBuild(db, imageId, good);
});

/** All that is given out of the build, in a folder, as somebody would load it. */
async function downloadAll(): Promise<string> {
  const folder = await mkdtemp(join(scratch, "download-"));
  for (const { fileName, isSigned } of filesOf(image, bad)) {
    for (const name of isSigned ? [fileName, `${fileName}.asc`] : [fileName]) await writeFile(join(folder, name), (await given(name)).bytes);
  }
  return folder;
}

describe("after a revocation", () => {
  test("the Metalink says so, signed and verified; SHA256SUMS and every signature are true; all other bytes are as before", async () => {
    const before = await given(nameOf("metalink"));
    expect(await reviseRevoked(reviser, never)).toBe(0);
    await revokeBad();
    expect(await reviseRevoked(reviser, never)).toBe(1);
    const folder = await downloadAll();
    const document = await readFile(join(folder, nameOf("metalink")), "utf8");
    expect(document).toMatch(/<description>REVOKED on \d{4}-\d\d-\d\d \(wrong content, severity critical\): It holds a &lt;test&gt; key &amp; more\. Use 20261102-1 instead: /);
    expect(document).toContain(`<revocation xmlns="urn:imagefactory:revocation:1" reason="wrong_content" severity="critical"`);
    expect(document).toContain(`<replacement version="${good}" url="${portal}/download/${image}/${good}/"/>`);
    // Of what was there nothing is missing: the same pieces, hash, signature and time of publication.
    for (const line of before.bytes.toString().split("\n")) expect(document).toContain(line);
    await runProcess({ command: "sha256sum", args: ["--strict", "-c", "SHA256SUMS"], cwd: folder, timeoutMs: 30_000 });
    const { fingerprint } = await client.publicKey();
    for (const name of [nameOf("metalink"), nameOf("checksums"), nameOf("qcow2")]) {
      expect(await verifyWithGpg({ publicKeyArmored: publicKey, filePath: join(folder, name), signaturePath: join(folder, `${name}.asc`), expectedFingerprint: fingerprint })).toMatchObject({ ok: true });
    }
    expect((await readFile(join(folder, nameOf("qcow2")))).equals(content)).toBe(true);
  });

  test("the check in the browser accepts it, and aria2 leaves the intact file alone", async () => {
    await revokeBad();
    await reviseRevoked(reviser, never);
    const [document, signature] = [(await given(nameOf("metalink"))).bytes, (await given(`${nameOf("metalink")}.asc`)).bytes];
    const verdict = await verifyFile({
      file: { name: nameOf("qcow2"), source: memorySource(content) }, evidence: { signature: null, pieceList: { document, signature } },
      keys: [{ content: new TextEncoder().encode(publicKey), origin: "portal" }], way: "pieces",
    });
    expect(verdict).toMatchObject({ verdict: "valid", facts: { way: "pieces", signedRevocation: { explanation: "It holds a <test> key & more", replacementVersion: good } } });
    const folder = await downloadAll();
    const aria2 = await runProcess({ command: "aria2c", args: ["--no-conf", "--all-proxy=", "--dir", folder, "--check-integrity=true", "--allow-overwrite=true", "--max-tries=1", "--metalink-file", join(folder, nameOf("metalink"))], timeoutMs: 60_000 });
    expect(aria2.stdout).toMatch(/\(OK\):download completed/);
  });

  test("the files of today and those of the publication are both known by their hashes, and the act is in the audit", async () => {
    const before = await given(nameOf("metalink"));
    await revokeBad();
    await reviseRevoked(reviser, never);
    const after = await given(nameOf("metalink"));
    expect(after.sha256).not.toBe(before.sha256);
    expect([after.sizeBytes, after.publishedAt > before.publishedAt]).toEqual([after.bytes.length, true]);
    for (const { sha256 } of [before, after]) {
      expect(await identifyFile({ name: undefined, size: undefined, sha256 })).toMatchObject([{ fileName: nameOf("metalink"), sha256, version: bad }]);
      expect((await resolve(sha256))?.build).toMatchObject({ version: bad, state: "revoked" });
    }
    expect((await catalog.listVersion(image, bad))?.entries.find(({ name }) => name === nameOf("metalink"))).toMatchObject({ sha256: after.sha256, sizeBytes: after.sizeBytes });
    const [entry] = await listAudit(actor, { objectId: badId });
    expect(entry).toMatchObject({ action: "build.revise", after: { [nameOf("metalink")]: after.sha256 } });
  });

  test("is done once, also by two workers at once", async () => {
    await revokeBad();
    expect((await Promise.all([reviseRevoked(reviser, never), reviseRevoked(reviser, never)])).sort()).toEqual([0, 1]);
    const first = await given(nameOf("checksums"));
    expect(await reviseRevoked(reviser, never)).toBe(0);
    expect((await given(nameOf("checksums"))).storageKey).toBe(first.storageKey);
    expect(await db.artifactRevision.count({ where: { artifact: { buildId: badId } } })).toBe(4);
    expect(logged).toEqual([]);
  });

  test("a worker that dies at any step leaves what was published, and the next one finishes", async () => {
    await revokeBad();
    const before = await given(nameOf("metalink"));
    const steps = { count: 0, limit: 0 };
    const dies = () => ++steps.count > steps.limit;
    const dying: Reviser = {
      ...reviser,
      storage: {
        ...(["stat", "openRead", "localPath", "removePrefix", "list", "putFile"] as const).reduce((all, name) => ({ ...all, [name]: storage[name].bind(storage) }), {} as Storage),
        putBytes: (key, bytes) => (dies() ? Promise.reject(new Error("died")) : storage.putBytes(key, bytes)),
      },
      signer: { ...client, sign: (artifact) => (dies() ? Promise.reject(new Error("died")) : client.sign(artifact)) },
    };
    // What is stored already is not stored again: so these die at the first, second, third and fourth step.
    for (const limit of [0, 1, 1, 2]) {
      Object.assign(steps, { count: 0, limit });
      expect(await reviseRevoked(dying, never)).toBe(0);
      expect(logged.at(-1)).toContain("died");
      expect((await given(nameOf("metalink"))).sha256).toBe(before.sha256);
    }
    expect(await reviseRevoked(reviser, never)).toBe(1);
    await runProcess({ command: "sha256sum", args: ["--strict", "-c", "SHA256SUMS"], cwd: await downloadAll(), timeoutMs: 30_000 });
  });
});

describe("nothing is signed again", () => {
  test("when the stored Metalink is not what was published", async () => {
    await revokeBad();
    const { storageKey } = await given(nameOf("metalink"));
    await storage.putBytes(storageKey, "<metalink/>");
    expect(await reviseRevoked(reviser, never)).toBe(0);
    expect(logged.join()).toContain("is not what was published");
  });

  test("when gpg does not agree", async () => {
    await revokeBad();
    const lying: SigningClient = { ...client, publicKey: async () => ({ ...(await client.publicKey()), armored: publicKey.replace(/^[A-Za-z0-9+/]{20}/m, "A".repeat(20)) }) };
    expect(await reviseRevoked({ ...reviser, signer: lying }, never)).toBe(0);
    expect(await db.artifactRevision.count({ where: { artifact: { buildId: badId } } })).toBe(0);
    expect(await reviseRevoked(reviser, never)).toBe(1);
  });

  test("by another key, once the first one is revoked", async () => {
    await revokeBad();
    const { fingerprint } = await client.publicKey();
    await db.signingKey.update({ where: { fingerprint }, data: { state: "revoked", revokedAt: new Date(), revocationReason: "compromised", revocationExplanation: "stolen", armoredPublicKey: `${publicKey}\n` } });
    expect(await reviseRevoked(reviser, never)).toBe(0);
    expect(logged).toEqual([]);
  });
});
