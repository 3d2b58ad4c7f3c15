import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLogger } from "#lib/log.ts";
import { runProcess } from "#lib/process.ts";
import { createSigningClient } from "#lib/signing/client.ts";
import { verifyWithGpg } from "#lib/signing/gpg-check.ts";
import { generateSigningKey } from "#lib/signing/keys.ts";
import { createKeyOperator } from "#lib/signing/operator-client.ts";
import { startSigner, type Signer } from "#lib/signing/signer.ts";
import type { SigningClient } from "#lib/signing/types.ts";
import { openStorage } from "#lib/storage/open.ts";
import type { Storage } from "#lib/storage/types.ts";
import { filesOf, signatureNameOf } from "./file-names.ts";
import { prepareFiles, type PrepareRequest } from "./stage-files.ts";
import { build, publisher, tests } from "./testing.ts";

let scratch: string;
let storage: Storage;
let signer: Signer;
let client: SigningClient;
let request: PrepareRequest;
const folder = `builds/${build.buildId}`;
const names = filesOf(build.image, build.version).flatMap(({ fileName, isSigned }) => (isSigned ? [fileName, signatureNameOf(fileName)] : [fileName]));

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "stage-"));
  storage = openStorage(`file:${join(scratch, "store")}`);
  const socketPath = join(scratch, "run", "s.sock");
  signer = await startSigner({ socketPath, keyFile: join(scratch, "keys", "private.asc"), storage, log: createLogger("signer", "silent") });
  client = createSigningClient(socketPath);
});
afterAll(async () => {
  await signer.close();
  await rm(scratch, { recursive: true, force: true });
});
beforeEach(async () => {
  await storage.removePrefix(folder);
  const qcow2Path = join(scratch, "image");
  const configPath = join(scratch, "config");
  await writeFile(qcow2Path, randomBytes(5_000_000));
  await writeFile(configPath, "configuration");
  const localFile = async (key: string) => (await storage.localPath(key))!;
  request = { build, tests, publisher, log: "line one\nline two\n", storage, signer: client, verifySignature: verifyWithGpg, localFile, qcow2Path, configPath };
});

const storedNames = async () => (await storage.list(folder)).map(({ key }) => key.slice(folder.length + 1));
const modified = async () => Object.fromEntries((await storage.list(folder)).map(({ key, modifiedAt }) => [key, modifiedAt.getTime()]));

describe("the files of a build", () => {
  it("are all there; sha256sum and gpg agree with every one of them", async () => {
    const { artifacts, provenance, signingKeyFingerprint } = await prepareFiles(request);
    expect((await storedNames()).toSorted()).toEqual(names.toSorted());
    expect(artifacts.map(({ fileName }) => fileName).toSorted()).toEqual(names.toSorted());
    expect(signingKeyFingerprint).toBe(signer.fingerprint);

    const place = join(scratch, "store", folder);
    const check = await runProcess({ command: "sha256sum", args: ["--strict", "-c", "SHA256SUMS"], cwd: place, timeoutMs: 30_000 });
    expect(check.stdout.trim().split("\n")).toHaveLength(names.length - 2);

    const { armored, fingerprint } = await client.publicKey();
    for (const { fileName, signatureOf, gpgVerifiedAt, signingKeyFingerprint: by, kind } of artifacts) {
      if (kind !== "signature") continue;
      expect(fileName).toBe(`${signatureOf}.asc`);
      expect(by).toBe(fingerprint);
      expect(gpgVerifiedAt).toBeInstanceOf(Date);
      expect(await verifyWithGpg({ publicKeyArmored: armored, filePath: join(place, signatureOf!), signaturePath: join(place, fileName), expectedFingerprint: fingerprint })).toMatchObject({ ok: true });
    }
    for (const { storageKey, sizeBytes } of artifacts) expect(await storage.stat(storageKey)).toMatchObject({ sizeBytes });

    const read = async (suffix: string) => text(await storage.openRead(`${folder}/Standard_Debian_12-20261123-1${suffix}`));
    expect(JSON.parse(await read(".provenance.json"))).toEqual(provenance);
    expect(await read(".qcow2.meta4")).toContain((await read(".qcow2.asc")).trim().split("\n").at(-2));
    const log = artifacts.find(({ kind }) => kind === "log")!;
    const chunks = await (await storage.openRead(log.storageKey)).toArray();
    expect(gunzipSync(Buffer.concat(chunks as Buffer[])).toString()).toBe("line one\nline two\n");
  });

  it("stay as they are when it runs again, whether image and configuration are given or stored already", async () => {
    const first = await prepareFiles(request);
    const before = await modified();
    const second = await prepareFiles({ ...request, qcow2Path: undefined, configPath: undefined });
    const third = await prepareFiles(request);
    expect(await modified()).toEqual(before);
    const plain = ({ artifacts }: typeof first) => artifacts.map((artifact) => ({ ...artifact, gpgVerifiedAt: undefined }));
    expect(plain(second)).toEqual(plain(first));
    expect(plain(third)).toEqual(plain(first));
  });

  it("follow a changed image and log after a crash, and strangers go", async () => {
    const first = await prepareFiles(request);
    await storage.putBytes(`${folder}/stranger`, "x");
    await writeFile(request.qcow2Path!, randomBytes(5_000_000));
    const second = await prepareFiles({ ...request, log: "another log\n" });
    expect((await storedNames()).toSorted()).toEqual(names.toSorted());
    const hashOf = (files: typeof first, kind: string) => files.artifacts.find((artifact) => artifact.kind === kind)!.sha256;
    for (const kind of ["qcow2", "metalink", "provenance", "sbom", "log", "checksums"]) expect(hashOf(second, kind)).not.toBe(hashOf(first, kind));
    for (const kind of ["config", "packages", "tests"]) expect(hashOf(second, kind)).toBe(hashOf(first, kind));
    await runProcess({ command: "sha256sum", args: ["--strict", "-c", "SHA256SUMS"], cwd: join(scratch, "store", folder), timeoutMs: 30_000 });
  });

  it("are finished by a second run after each step at which the first one can die", async () => {
    const puts = { count: 0, limit: 0 };
    const dying: Storage = {
      ...(["stat", "openRead", "localPath", "removePrefix", "list"] as const).reduce((all, name) => ({ ...all, [name]: storage[name].bind(storage) }), {} as Storage),
      putFile: (key, path) => (++puts.count > puts.limit ? Promise.reject(new Error("died")) : storage.putFile(key, path)),
      putBytes: (key, bytes) => (++puts.count > puts.limit ? Promise.reject(new Error("died")) : storage.putBytes(key, bytes)),
    };
    for (const limit of [0, 1, 3, 6, 8]) {
      await storage.removePrefix(folder);
      Object.assign(puts, { count: 0, limit });
      await expect(prepareFiles({ ...request, storage: dying })).rejects.toThrow("died");
      await prepareFiles(request);
      expect((await storedNames()).toSorted()).toEqual(names.toSorted());
    }
  });
});

describe("a rotation while a build is signed", () => {
  it("leaves all its files signed by the next key, and gpg agrees with every one", async () => {
    const operator = createKeyOperator(join(scratch, "keys", "private.asc"));
    const { key } = await operator.plan({});
    let asked = 0;
    const rotating: SigningClient = {
      ...client,
      sign: async (artifact) => {
        const signed = await client.sign(artifact);
        if (++asked === 2) await operator.activate(key.fingerprint);
        return signed;
      },
    };
    const { artifacts, signingKeyFingerprint } = await prepareFiles({ ...request, signer: rotating });
    expect(signingKeyFingerprint).toBe(key.fingerprint);
    const signatures = artifacts.filter(({ kind }) => kind === "signature");
    expect(signatures.length).toBeGreaterThanOrEqual(8);
    const place = join(scratch, "store", folder);
    for (const { fileName, signatureOf, signingKeyFingerprint: by } of signatures) {
      expect(by).toBe(key.fingerprint);
      expect(await verifyWithGpg({ publicKeyArmored: key.armoredPublicKey, filePath: join(place, signatureOf!), signaturePath: join(place, fileName), expectedFingerprint: key.fingerprint })).toMatchObject({ ok: true });
    }
  });
});

describe("nothing is prepared", () => {
  it("when gpg does not agree", async () => {
    const { publicKey } = await generateSigningKey({ userId: { name: "Somebody else" } });
    const lying: SigningClient = { ...client, publicKey: async () => ({ ...(await client.publicKey()), armored: publicKey }) };
    await expect(prepareFiles({ ...request, signer: lying })).rejects.toMatchObject({ code: "signature-refused", message: expect.stringContaining("unknown-key") });
  });

  it("when the image is neither given nor stored, or the work was cancelled", async () => {
    await expect(prepareFiles({ ...request, qcow2Path: undefined })).rejects.toMatchObject({ code: "file-missing" });
    await expect(prepareFiles({ ...request, signal: AbortSignal.abort(new Error("cancelled")) })).rejects.toThrow("cancelled");
  });
});
