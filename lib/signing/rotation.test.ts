import { createHash } from "node:crypto";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLogger } from "#lib/log.ts";
import { openStorage } from "#lib/storage/open.ts";
import type { Storage } from "#lib/storage/types.ts";
import { createSigningClient } from "./client.ts";
import { verifyWithGpg } from "./gpg-check.ts";
import { linesOf } from "./lines.ts";
import { createKeyOperator } from "./operator-client.ts";
import { operatorSocketOf } from "./operator-protocol.ts";
import { startSigner, type Signer, type SignerOptions } from "./signer.ts";
import { scratchWithGpg } from "./testing.ts";
import type { KeyOperator, SigningClient } from "./types.ts";

let gpg: Awaited<ReturnType<typeof scratchWithGpg>>;
beforeAll(async () => void (gpg = await scratchWithGpg()));
afterAll(() => gpg.remove());

let scratch: string;
let storage: Storage;
let options: SignerOptions;
let signer: Signer;
let client: SigningClient;
let operator: KeyOperator;

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), "rotation-"));
  storage = openStorage(`file:${join(scratch, "store")}`);
  const userId = { name: "Image Factory", email: "image-signing@images.example.org" };
  options = { socketPath: join(scratch, "run", "s.sock"), keyFile: join(scratch, "keys", "private.asc"), userId, storage, log: createLogger("signer", "silent") };
  signer = await startSigner(options);
  client = createSigningClient(options.socketPath);
  operator = createKeyOperator(options.keyFile);
});
afterEach(async () => {
  await signer.close();
  await rm(scratch, { recursive: true, force: true });
});

async function restart(): Promise<void> {
  await signer.close();
  signer = await startSigner(options);
}

async function sign(name: string, fingerprint?: string) {
  await storage.putBytes(`builds/b1/${name}`, name);
  const sha256 = createHash("sha256").update(name).digest("hex");
  return client.sign({ storageKey: `builds/b1/${name}`, signatureKey: `builds/b1/${name}.asc`, sha256, ...(fingerprint ? { fingerprint } : {}) });
}

async function gpgVerdict(name: string, publicKeyArmored: string, expectedFingerprint: string) {
  return verifyWithGpg({ publicKeyArmored, filePath: (await storage.localPath(`builds/b1/${name}`))!, signaturePath: (await storage.localPath(`builds/b1/${name}.asc`))!, expectedFingerprint });
}

/** The good certifications that gpg counts on a key: key ids of those who made them. */
async function certifiersOf(fingerprint: string, ...armored: string[]): Promise<string[]> {
  for (const [index, key] of armored.entries()) await gpg.gpg(["--import", await gpg.file(`${fingerprint}.${index}.asc`, key)]);
  const { stdout } = await gpg.gpg(["--with-colons", "--check-sigs", fingerprint]);
  return stdout.split("\n").map((line) => line.split(":")).filter(([kind, verdict]) => kind === "sig" && verdict === "!").map((row) => row[4]!);
}

describe("a planned key", () => {
  it("is certified by the present one, as gpg sees it, has its user id, and survives a restart", async () => {
    const { key, certifiedBy, isNew } = await operator.plan({});
    expect({ certifiedBy, isNew }).toEqual({ certifiedBy: signer.fingerprint, isNew: true });
    expect(key.userId).toBe("Image Factory <image-signing@images.example.org>");
    expect(key.fingerprint).not.toBe(signer.fingerprint);
    const present = await client.publicKey();
    expect(await certifiersOf(key.fingerprint, present.armored, key.armoredPublicKey)).toContain(signer.fingerprint.slice(-16));

    await restart();
    const again = await operator.plan({ algorithm: "rsa4096" });
    expect(again).toMatchObject({ isNew: false, key: { fingerprint: key.fingerprint, armoredPublicKey: key.armoredPublicKey } });
    expect((await operator.keys()).next?.fingerprint).toBe(key.fingerprint);
  });

  it("takes the algorithm, the validity and the user id that it is given", async () => {
    const { key } = await operator.plan({ algorithm: "rsa4096", validDays: 100, name: "Other Name", email: "Other@Example.org" });
    expect(key).toMatchObject({ algorithm: "RSA 4096", userId: "Other Name <other@example.org>" });
    expect(key.expiresAt!.getTime() - key.createdAt.getTime()).toBe(100 * 86_400_000);
  });

  it("signs nothing yet", async () => {
    const { key } = await operator.plan({});
    await expect(sign("x.qcow2", key.fingerprint)).rejects.toMatchObject({ code: "key-not-active" });
    expect(await storage.stat("builds/b1/x.qcow2.asc")).toBeNull();
    expect(await sign("x.qcow2", signer.fingerprint)).toMatchObject({ fingerprint: signer.fingerprint });
  });

  it("is encrypted like the present one", async () => {
    await signer.close();
    const passphraseFile = await gpg.file("passphrase", "open sesame\n");
    options = { ...options, keyFile: join(scratch, "locked", "private.asc"), passphraseFile };
    signer = await startSigner(options);
    operator = createKeyOperator(options.keyFile);
    const { key } = await operator.plan({});
    await operator.activate(key.fingerprint);
    await restart();
    expect(signer.fingerprint).toBe(key.fingerprint);
    await signer.close();
    await expect(startSigner({ ...options, passphraseFile: undefined as never })).rejects.toMatchObject({ code: "bad-key-file" });
    signer = await startSigner(options);
  });
});

describe("after a rotation", () => {
  it("the next key signs, an old signature still verifies with the old key, and a restart changes nothing", async () => {
    const old = await client.publicKey();
    await sign("old.qcow2");
    const { key } = await operator.plan({});
    await operator.activate(key.fingerprint);
    expect(await sign("new.qcow2", key.fingerprint)).toMatchObject({ fingerprint: key.fingerprint });
    await expect(sign("late.qcow2", old.fingerprint)).rejects.toMatchObject({ code: "key-not-active" });
    expect(await gpgVerdict("old.qcow2", old.armored, old.fingerprint)).toMatchObject({ ok: true });
    expect(await gpgVerdict("new.qcow2", key.armoredPublicKey, key.fingerprint)).toMatchObject({ ok: true });

    expect(await operator.activate(key.fingerprint)).toMatchObject({ fingerprint: key.fingerprint });
    await restart();
    expect(await operator.keys()).toMatchObject({ present: { fingerprint: key.fingerprint }, next: null });
  });

  it("that a crash cut short before the plan was tidied up, the key in use is planned no more", async () => {
    const { key } = await operator.plan({});
    await signer.close();
    await copyFile(`${options.keyFile}.next`, options.keyFile);
    signer = await startSigner(options);
    expect(await operator.keys()).toMatchObject({ present: { fingerprint: key.fingerprint }, next: null });
  });

  it("a signature that was asked for before it is by one key or the other, never by none", async () => {
    const old = await client.publicKey();
    const { key } = await operator.plan({});
    const signing = Promise.all(Array.from({ length: 8 }, (_, index) => sign(`f${index}`)));
    await operator.activate(key.fingerprint);
    const armored = { [old.fingerprint]: old.armored, [key.fingerprint]: key.armoredPublicKey };
    for (const [index, { fingerprint }] of (await signing).entries()) expect(await gpgVerdict(`f${index}`, armored[fingerprint]!, fingerprint)).toMatchObject({ ok: true });
  });
});

describe("a revoked key", () => {
  it.each(["compromised", "superseded", "retired"] as const)("(%s) signs nothing, certifies nothing, and gpg refuses what it signed", async (reason) => {
    await sign("x.qcow2");
    const revoked = await operator.revoke({ fingerprint: signer.fingerprint, reason, explanation: "stolen on a train" });
    expect(revoked.isRevoked).toBe(true);
    await expect(sign("y.qcow2")).rejects.toMatchObject({ code: "key-revoked" });
    expect(await gpgVerdict("x.qcow2", revoked.armoredPublicKey, revoked.fingerprint)).toMatchObject({ ok: false, code: "key-revoked" });
    await restart();
    await expect(sign("y.qcow2")).rejects.toMatchObject({ code: "key-revoked" });

    const { key, certifiedBy } = await operator.plan({});
    expect(certifiedBy).toBeNull();
    await operator.activate(key.fingerprint);
    expect(await sign("y.qcow2")).toMatchObject({ fingerprint: key.fingerprint });
  });

  it("tells its reason in its published form", async () => {
    const { armoredPublicKey, fingerprint } = await operator.revoke({ fingerprint: signer.fingerprint, reason: "compromised", explanation: "stolen on a train" });
    await gpg.gpg(["--import", await gpg.file("revoked.asc", armoredPublicKey)]);
    const { stdout } = await gpg.gpg(["--list-options", "show-unusable-subkeys", "--with-colons", "--list-keys", fingerprint]);
    expect(stdout).toMatch(/^pub:r:/m);
    expect((await gpg.gpg(["--list-packets", await gpg.file("revoked.asc", armoredPublicKey)])).stdout).toMatch(/revocation reason 0x02 \(stolen on a train\)/);
  });

  it("can be one of the past or a planned one, which is planned no more then", async () => {
    const old = signer.fingerprint;
    const first = await operator.plan({});
    await operator.activate(first.key.fingerprint);
    expect(await operator.revoke({ fingerprint: old, reason: "retired", explanation: "no longer needed" })).toMatchObject({ fingerprint: old, isRevoked: true });
    const second = await operator.plan({});
    expect(await operator.revoke({ fingerprint: second.key.fingerprint, reason: "compromised", explanation: "leaked" })).toMatchObject({ isRevoked: true });
    await expect(operator.activate(second.key.fingerprint)).rejects.toMatchObject({ code: "unknown-key" });
    expect(await sign("x.qcow2")).toMatchObject({ fingerprint: first.key.fingerprint });
    await restart();
    expect(await operator.keys()).toMatchObject({ present: { fingerprint: first.key.fingerprint, isRevoked: false }, next: null });
    await expect(operator.revoke({ fingerprint: "A".repeat(40), reason: "retired", explanation: "never seen" })).rejects.toMatchObject({ code: "unknown-key" });
  });
});

describe("the operator's socket", () => {
  const ask = async (socketPath: string, line: string) => {
    const socket = createConnection(socketPath);
    socket.write(`${line}\n`);
    for await (const answer of linesOf(socket)) {
      socket.destroy();
      return JSON.parse(answer) as unknown;
    }
  };
  const revocation = { op: "revoke", fingerprint: "A".repeat(40), reason: "compromised", explanation: "x" };

  it.each([
    ["a reason of its own", { ...revocation, reason: "bored" }],
    ["an explanation of two lines", { ...revocation, explanation: "one\ntwo" }],
    ["no explanation", { ...revocation, explanation: " " }],
    ["a short fingerprint", { op: "activate", fingerprint: "C4C85D49" }],
    ["a user id that ends early", { op: "plan", name: "Image Factory <a@b>" }],
    ["a validity without end", { op: "plan", validDays: 100_000 }],
    ["the private key", { op: "export-key" }],
    ["a signature", { op: "sign", storageKey: "builds/b1/x", signatureKey: "builds/b1/x.asc", sha256: "0".repeat(64) }],
  ])("refuses %s", async (_name, request) => {
    expect(await ask(operatorSocketOf(options.keyFile), JSON.stringify(request))).toMatchObject({ ok: false, code: "bad-request" });
  });

  it.each([{ op: "keys" }, { op: "plan" }, { op: "activate", fingerprint: "A".repeat(40) }, revocation])("is the only one that answers to $op", async (request) => {
    expect(await ask(options.socketPath, JSON.stringify(request))).toMatchObject({ ok: false, code: "bad-request" });
  });

  it("never says anything private", async () => {
    const answers = [await ask(operatorSocketOf(options.keyFile), '{"op":"plan"}'), await ask(operatorSocketOf(options.keyFile), '{"op":"keys"}')];
    expect(JSON.stringify(answers)).not.toContain("PRIVATE");
  });
});
