import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLogger } from "#lib/log.ts";
import { openStorage } from "#lib/storage/open.ts";
import type { Storage } from "#lib/storage/types.ts";
import { createSigningClient } from "./client.ts";
import { verifyWithGpg } from "./gpg-check.ts";
import { generateSigningKey } from "./keys.ts";
import { maxMessageBytes } from "./protocol.ts";
import { startSigner, type Signer, type SignerOptions } from "./signer.ts";

let scratch: string;
let storage: Storage;
let options: SignerOptions;
let signer: Signer | undefined;

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), "signer-"));
  storage = openStorage(`file:${join(scratch, "store")}`);
  options = { socketPath: join(scratch, "run", "signer.sock"), keyFile: join(scratch, "keys", "private.asc"), storage, log: createLogger("signer", "silent") };
});
afterEach(async () => {
  await signer?.close();
  signer = undefined;
  await rm(scratch, { recursive: true, force: true });
});

const sha256 = (content: string) => createHash("sha256").update(content).digest("hex");
const artifact = (content: string, name = "x.qcow2") => ({ storageKey: `builds/b1/${name}`, signatureKey: `builds/b1/${name}.asc`, sha256: sha256(content) });

async function raw(message: string): Promise<unknown[]> {
  const socket = createConnection(options.socketPath);
  socket.write(message);
  const answers = (await text(socket)).trim();
  return answers === "" ? [] : answers.split("\n").map((line) => JSON.parse(line) as unknown);
}

describe("signing a stored artifact", () => {
  it("leaves a signature beside it that gpg accepts with the published key", async () => {
    signer = await startSigner(options);
    const client = createSigningClient(options.socketPath);
    await storage.putBytes("builds/b1/x.qcow2", "image");
    const signed = await client.sign(artifact("image"));
    const { armored, fingerprint } = await client.publicKey();
    expect(signed).toMatchObject({ fingerprint, reused: false });
    const verdict = await verifyWithGpg({
      publicKeyArmored: armored,
      filePath: (await storage.localPath("builds/b1/x.qcow2"))!,
      signaturePath: (await storage.localPath("builds/b1/x.qcow2.asc"))!,
      expectedFingerprint: fingerprint,
    });
    expect(verdict).toMatchObject({ ok: true, fingerprint, signedAt: new Date(signed.signedAt) });
  });

  it("keeps a signature of the same bytes, and refuses to replace any other file", async () => {
    signer = await startSigner(options);
    const client = createSigningClient(options.socketPath);
    await storage.putBytes("builds/b1/x.qcow2", "image");
    const [one, two] = await Promise.all([client.sign(artifact("image")), client.sign(artifact("image"))]);
    const before = await text(await storage.openRead("builds/b1/x.qcow2.asc"));
    expect([one.reused, two.reused].sort()).toEqual([false, true]);
    expect(two.signedAt).toBe(one.signedAt);

    await storage.putBytes("builds/b1/x.qcow2", "changed");
    await expect(client.sign(artifact("changed"))).rejects.toMatchObject({ code: "signature-exists" });
    expect(await text(await storage.openRead("builds/b1/x.qcow2.asc"))).toBe(before);
  });

  it("is refused when the bytes are missing or are others than expected, and leaves nothing", async () => {
    signer = await startSigner(options);
    const client = createSigningClient(options.socketPath);
    await expect(client.sign(artifact("image"))).rejects.toMatchObject({ code: "artifact-missing" });
    await storage.putBytes("builds/b1/x.qcow2", "other");
    await expect(client.sign(artifact("image"))).rejects.toMatchObject({ code: "hash-mismatch" });
    expect(await storage.stat("builds/b1/x.qcow2.asc")).toBeNull();
  });

  it("is refused through a symbolic link out of the store", async () => {
    signer = await startSigner(options);
    await writeFile(join(scratch, "secret"), "secret");
    await mkdir(join(scratch, "store/builds/b1"), { recursive: true });
    await symlink(join(scratch, "secret"), join(scratch, "store/builds/b1/x.qcow2"));
    await expect(createSigningClient(options.socketPath).sign(artifact("secret"))).rejects.toMatchObject({ code: "storage-failed" });
  });

  it("is refused with an expired key", async () => {
    const { privateKey } = await generateSigningKey({ userId: { name: "Old" }, validDays: 1, createdAt: new Date("2020-01-01T00:00:00Z") });
    await mkdir(join(scratch, "keys"));
    await writeFile(options.keyFile, privateKey, { mode: 0o600 });
    signer = await startSigner(options);
    await storage.putBytes("builds/b1/x.qcow2", "image");
    await expect(createSigningClient(options.socketPath).sign(artifact("image"))).rejects.toMatchObject({ code: "key-unusable" });
  });
});

describe("the protocol", () => {
  const request = { op: "sign", ...artifact("image") };
  it.each([
    ["nothing that is JSON", "hello"],
    ["an unknown operation", JSON.stringify({ op: "export-key" })],
    ["another place than builds/", JSON.stringify({ ...request, storageKey: "keys/b1/x", signatureKey: "keys/b1/x.asc" })],
    ["a way out", JSON.stringify({ ...request, storageKey: "builds/../x", signatureKey: "builds/../x.asc" })],
    ["a signature elsewhere", JSON.stringify({ ...request, signatureKey: "builds/b1/SHA256SUMS" })],
    ["a signature of a signature", JSON.stringify({ ...request, storageKey: "builds/b1/x.asc", signatureKey: "builds/b1/x.asc.asc" })],
    ["a short hash", JSON.stringify({ ...request, sha256: "ab" })],
    ["a field that it does not know", JSON.stringify({ ...request, force: true })],
  ])("refuses %s, and goes on", async (_name, line) => {
    signer = await startSigner(options);
    const socket = createConnection(options.socketPath);
    socket.write(`${line}\n{"op":"ping"}\n`);
    let answers = "";
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      answers += chunk.toString();
      if (answers.split("\n").length > 2) break;
    }
    const [refusal, pong] = answers.trim().split("\n").map((answer) => JSON.parse(answer) as unknown);
    expect(refusal).toMatchObject({ ok: false, code: "bad-request" });
    expect(pong).toEqual({ ok: true, op: "ping", fingerprint: signer.fingerprint });
  });

  it("ends a connection that sends too much", async () => {
    signer = await startSigner(options);
    expect(await raw("x".repeat(maxMessageBytes + 1))).toMatchObject([{ ok: false, code: "too-large" }]);
    expect(await raw(`${"x".repeat(maxMessageBytes)}\n`)).toMatchObject([{ ok: false, code: "too-large" }]);
    await expect(createSigningClient(options.socketPath).ping()).resolves.toMatchObject({ fingerprint: signer.fingerprint });
  });
});

describe("the socket", () => {
  it("has mode 0600 in a folder with mode 0700, and goes with the signer", async () => {
    signer = await startSigner(options);
    expect((await stat(options.socketPath)).mode & 0o777).toBe(0o600);
    expect((await stat(join(scratch, "run"))).mode & 0o777).toBe(0o700);
    await signer.close();
    signer = undefined;
    await expect(stat(options.socketPath)).rejects.toMatchObject({ code: "ENOENT" });
    await expect(createSigningClient(options.socketPath).ping()).rejects.toMatchObject({ code: "unreachable" });
  });

  it("of a running signer is not taken over", async () => {
    signer = await startSigner(options);
    await expect(startSigner(options)).rejects.toMatchObject({ code: "bad-socket", message: expect.stringContaining("another signer answers") });
    await expect(createSigningClient(options.socketPath).ping()).resolves.toBeDefined();
  });

  it("is refused in a folder that others may write to, and where a plain file is", async () => {
    await mkdir(join(scratch, "run"));
    await writeFile(join(scratch, "run", "other"), "");
    await chmod(join(scratch, "run"), 0o777);
    await expect(startSigner(options)).rejects.toMatchObject({ code: "bad-socket", message: expect.stringContaining("chmod 700") });
    await chmod(join(scratch, "run"), 0o700);
    await writeFile(options.socketPath, "precious");
    await expect(startSigner(options)).rejects.toMatchObject({ code: "bad-socket" });
    expect(await readFile(options.socketPath, "utf8")).toBe("precious");
  });

  it("works under a path longer than the system's limit of 107 bytes", async () => {
    options.socketPath = join(scratch, "d".repeat(100), "signer.sock");
    signer = await startSigner(options);
    await expect(createSigningClient(options.socketPath).ping()).resolves.toEqual({ ok: true, op: "ping", fingerprint: signer.fingerprint });
    await expect(startSigner(options)).rejects.toMatchObject({ code: "bad-socket" });
    await signer.close();
    signer = undefined;
    await expect(stat(options.socketPath)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("that accepts but never answers ends in a timeout", async () => {
    await mkdir(join(scratch, "run"));
    const silent = createServer(() => {}).listen(options.socketPath);
    await new Promise((ready) => silent.once("listening", ready));
    await expect(createSigningClient(options.socketPath, { timeoutMs: 50 }).ping()).rejects.toMatchObject({ code: "timeout" });
    silent.close();
  });
});

describe("the key file", () => {
  it("is made on the first start with mode 0600, and kept", async () => {
    signer = await startSigner(options);
    const { fingerprint } = signer;
    expect((await stat(options.keyFile)).mode & 0o777).toBe(0o600);
    await signer.close();
    signer = await startSigner(options);
    expect(signer.fingerprint).toBe(fingerprint);
  });

  it("is encrypted when there is a passphrase file, and needs the right one", async () => {
    const passphraseFile = join(scratch, "passphrase");
    await writeFile(passphraseFile, "open sesame\n", { mode: 0o600 });
    signer = await startSigner({ ...options, passphraseFile });
    await signer.close();
    signer = undefined;
    await expect(startSigner(options)).rejects.toMatchObject({ code: "bad-key-file", message: expect.stringContaining("SIGNING_KEY_PASSPHRASE_FILE") });
    await writeFile(passphraseFile, "wrong\n");
    await expect(startSigner({ ...options, passphraseFile })).rejects.toMatchObject({ code: "bad-key-file", message: expect.not.stringContaining("wrong\n") });
    await writeFile(passphraseFile, "open sesame");
    signer = await startSigner({ ...options, passphraseFile });
  });

  it("is refused when others may read it, and when it holds no private key", async () => {
    signer = await startSigner(options);
    const { armored } = await createSigningClient(options.socketPath).publicKey();
    await signer.close();
    signer = undefined;
    await chmod(options.keyFile, 0o640);
    await expect(startSigner(options)).rejects.toMatchObject({ code: "bad-key-file", message: expect.stringContaining("chmod 600") });
    await chmod(options.keyFile, 0o600);
    await writeFile(options.keyFile, armored);
    await expect(startSigner(options)).rejects.toMatchObject({ code: "bad-key-file" });
  });
});
