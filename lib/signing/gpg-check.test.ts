import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readKey, readPrivateKey } from "openpgp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signStream, validSignatureTime } from "./detached.ts";
import { verifyWithGpg } from "./gpg-check.ts";
import { describePublicKey, generateSigningKey } from "./keys.ts";
import { scratchWithGpg } from "./testing.ts";

let scratch: Awaited<ReturnType<typeof scratchWithGpg>>;
let filePath: string;
const content = "the bytes of an image\r\n".repeat(1000);
const hashed = (text: string) => createHash("sha512").update(text);

beforeAll(async () => {
  scratch = await scratchWithGpg();
  filePath = await scratch.file("image.qcow2", content);
});
afterAll(() => scratch.remove());

async function signedBy(algorithm: "ed25519" | "rsa4096", options: { validDays?: number; createdAt?: Date; at?: Date } = {}) {
  const { privateKey, publicKey } = await generateSigningKey({ algorithm, userId: { name: "Factory" }, ...options });
  const armored = await signStream(hashed(content), await readPrivateKey({ armoredKey: privateKey }), options.at);
  const { fingerprint } = await describePublicKey(publicKey);
  return { publicKeyArmored: publicKey, filePath, signaturePath: await scratch.file(`${fingerprint}.sig.asc`, armored), expectedFingerprint: fingerprint };
}

describe.each(["ed25519", "rsa4096"] as const)("our signature with %s", (algorithm) => {
  it("is accepted by gpg, which names key, digest and time", async () => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    const signed = await signedBy(algorithm);
    const verdict = await verifyWithGpg(signed);
    expect(verdict).toMatchObject({ ok: true, fingerprint: signed.expectedFingerprint, digest: "SHA512" });
    if (verdict.ok) expect(verdict.signedAt.getTime()).toBeGreaterThanOrEqual(before);
  });

  it("is refused over a changed file and an empty file", async () => {
    const signed = await signedBy(algorithm);
    const tampered = await scratch.file("tampered", content.replace("image", "imagE"));
    expect(await verifyWithGpg({ ...signed, filePath: tampered })).toMatchObject({ ok: false, code: "bad-signature" });
    expect(await verifyWithGpg({ ...signed, filePath: await scratch.file("empty", "") })).toMatchObject({ ok: false, code: "bad-signature" });
  });
});

describe("gpg's own signature", () => {
  it.each([["ed25519"], ["rsa3072"]])("with %s is accepted by our check of existing signatures, and only over its own bytes", async (algorithm) => {
    const { fingerprint, publicKey } = await scratch.newKey(`Gpg ${algorithm}`, algorithm);
    const signaturePath = `${filePath}.${algorithm}.asc`;
    await scratch.gpg(["--local-user", fingerprint, "--digest-algo", "SHA512", "--armor", "--output", signaturePath, "--detach-sign", filePath]);
    expect(await verifyWithGpg({ publicKeyArmored: publicKey, filePath, signaturePath, expectedFingerprint: fingerprint })).toMatchObject({ ok: true });
    const armored = await readFile(signaturePath, "utf8");
    const key = await readKey({ armoredKey: publicKey });
    expect(await validSignatureTime(armored, hashed(content), key)).toBeInstanceOf(Date);
    expect(await validSignatureTime(armored, hashed(`${content}x`), key)).toBeNull();
    const other = await readKey({ armoredKey: (await generateSigningKey({ userId: { name: "Other" } })).publicKey });
    expect(await validSignatureTime(armored, hashed(content), other)).toBeNull();
    expect(await validSignatureTime("nonsense", hashed(content), key)).toBeNull();
  });

  it.each(["SHA1", "SHA256"])("with %s is a weak digest for us", async (digest) => {
    const { fingerprint, publicKey } = await scratch.newKey(`Weak ${digest}`, "rsa2048");
    const signaturePath = `${filePath}.${digest}.asc`;
    await scratch.gpg(["--local-user", fingerprint, "--digest-algo", digest, "--armor", "--output", signaturePath, "--detach-sign", filePath]);
    expect(await verifyWithGpg({ publicKeyArmored: publicKey, filePath, signaturePath, expectedFingerprint: fingerprint })).toMatchObject({ ok: false, code: "weak-digest" });
    expect(await validSignatureTime(await readFile(signaturePath, "utf8"), hashed(content), await readKey({ armoredKey: publicKey }))).toBeNull();
  });
});

describe("refused", () => {
  it("a key other than the published one, and a key other than the expected one", async () => {
    const [one, two] = await Promise.all([signedBy("ed25519"), signedBy("ed25519")]);
    expect(await verifyWithGpg({ ...one, publicKeyArmored: two.publicKeyArmored })).toMatchObject({ ok: false, code: "unknown-key" });
    expect(await verifyWithGpg({ ...one, expectedFingerprint: two.expectedFingerprint })).toMatchObject({ ok: false, code: "wrong-key" });
  });

  it("an expired key, although the signature fits", async () => {
    const createdAt = new Date("2020-01-01T00:00:00Z");
    const signed = await signedBy("ed25519", { createdAt, validDays: 10, at: new Date("2020-01-02T00:00:00Z") });
    expect(await verifyWithGpg(signed)).toMatchObject({ ok: false, code: "key-expired" });
  });

  it("an expired key does not sign", async () => {
    await expect(signedBy("ed25519", { createdAt: new Date("2020-01-01T00:00:00Z"), validDays: 10 })).rejects.toThrow(/expired/i);
  });

  it("two signatures in one file, no signature, no key, no file", async () => {
    const signed = await signedBy("ed25519");
    const { fingerprint, publicKey } = await scratch.newKey("Second");
    const both = `${filePath}.both`;
    await scratch.gpg(["--local-user", fingerprint, "--output", both, "--detach-sign", filePath]);
    const twice = Buffer.concat([await readFile(both), await readFile(both)]);
    await writeFile(both, twice);
    expect(await verifyWithGpg({ publicKeyArmored: publicKey, filePath, signaturePath: both, expectedFingerprint: fingerprint })).toMatchObject({ ok: false, code: "several-signatures" });
    expect(await verifyWithGpg({ ...signed, signaturePath: await scratch.file("none.asc", "nothing") })).toMatchObject({ ok: false, code: "no-signature" });
    expect(await verifyWithGpg({ ...signed, publicKeyArmored: "nothing" })).toMatchObject({ ok: false, code: "unreadable-key" });
    expect(await verifyWithGpg({ ...signed, filePath: `${filePath}.missing` })).toMatchObject({ ok: false });
  });
});

it("leaves no folder and no agent behind", async () => {
  const signed = await signedBy("ed25519");
  const usual = process.env["TMPDIR"];
  process.env["TMPDIR"] = await mkdtemp(join(tmpdir(), "homes-"));
  try {
    const homes = tmpdir();
    expect(await verifyWithGpg(signed)).toMatchObject({ ok: true });
    expect(await verifyWithGpg({ ...signed, publicKeyArmored: "nothing" })).toMatchObject({ ok: false });
    expect(await readdir(homes)).toEqual([]);
    const commands = await Promise.all((await readdir("/proc")).filter((name) => /^[0-9]+$/.test(name)).map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")));
    expect(commands.filter((command) => command.includes(homes))).toEqual([]);
    await rm(homes, { recursive: true });
  } finally {
    if (usual === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = usual;
  }
});
