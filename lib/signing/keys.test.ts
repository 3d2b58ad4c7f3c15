import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describePublicKey, generateSigningKey } from "./keys.ts";
import { scratchWithGpg } from "./testing.ts";

let scratch: Awaited<ReturnType<typeof scratchWithGpg>>;
beforeAll(async () => void (scratch = await scratchWithGpg()));
afterAll(() => scratch.remove());

const day = 86_400_000;

describe.each([
  ["ed25519", "Ed25519", "22"],
  ["rsa4096", "RSA 4096", "1"],
] as const)("a generated %s key", (algorithm, text, gpgAlgorithm) => {
  it("is read by gpg: certifying primary key, signing subkey, expiry of two years, user id", async () => {
    const name = `Factory ${algorithm}`;
    const { publicKey, privateKey } = await generateSigningKey({ algorithm, userId: { name, email: "images@example.org", comment: "images" } });
    const described = await describePublicKey(publicKey);
    expect(described).toMatchObject({ algorithm: text, userId: `${name} (images) <images@example.org>`, isRevoked: false });
    expect(described.subkeys).toMatchObject([{ algorithm: text, canSign: true, isRevoked: false }]);
    expect(described.expiresAt!.getTime() - described.createdAt.getTime()).toBe(730 * day);
    expect(described.subkeys[0]!.expiresAt).toEqual(described.expiresAt);

    await scratch.gpg(["--import", await scratch.file(`${algorithm}.sec.asc`, privateKey)]);
    const { stdout } = await scratch.gpg(["--with-colons", "--list-secret-keys", described.fingerprint]);
    const rows = stdout.split("\n").map((line) => line.split(":"));
    const [primary, subkey] = ["sec", "ssb"].map((kind) => rows.find((row) => row[0] === kind)!);
    expect(primary![3]).toBe(gpgAlgorithm);
    expect(primary![11]).toContain("c");
    expect(subkey![11]).toBe("s");
    expect(Number(subkey![6]) * 1000).toBe(described.expiresAt!.getTime());
    expect(rows.find((row) => row[0] === "uid")![9]).toBe(described.userId);
    expect(rows.filter((row) => row[0] === "fpr").map((row) => row[9])).toEqual([described.fingerprint, described.subkeys[0]!.fingerprint]);
  });
});

it("an encrypted key is read by gpg with its passphrase only", async () => {
  const { privateKey } = await generateSigningKey({ userId: { name: "Locked" }, passphrase: "open sesame" });
  const path = await scratch.file("locked.asc", privateKey);
  await scratch.gpg(["--import", path]);
  const data = await scratch.file("data", "data");
  await expect(scratch.gpg(["--local-user", "Locked", "--output", `${data}.1`, "--detach-sign", data])).rejects.toThrow(/passphrase/i);
  await scratch.gpg(["--passphrase", "open sesame", "--local-user", "Locked", "--output", `${data}.2`, "--detach-sign", data]);
});

describe("a description", () => {
  it("of an expired key still has user id and end", async () => {
    const { publicKey } = await generateSigningKey({ userId: { name: "Old" }, validDays: 1, createdAt: new Date("2020-01-01T00:00:00Z") });
    const described = await describePublicKey(publicKey);
    expect(described).toMatchObject({ userId: "Old", expiresAt: new Date("2020-01-02T00:00:00Z"), isRevoked: false });
    expect(described.subkeys[0]!.canSign).toBe(true);
  });

  it("of gpg's own keys: no expiry, revoked", async () => {
    const { fingerprint } = await scratch.newKey("Ever <ever@example.org>", "rsa2048", "never");
    const exported = (await scratch.gpg(["--armor", "--export", fingerprint])).stdout;
    expect(await describePublicKey(exported)).toMatchObject({ fingerprint, algorithm: "RSA 2048", userId: "Ever <ever@example.org>", expiresAt: null, isRevoked: false, subkeys: [] });

    const home = (await scratch.gpg(["--version"])).stdout.match(/^Home: (.*)$/m)![1]!;
    const certificate = (await readFile(`${home}/openpgp-revocs.d/${fingerprint}.rev`, "utf8")).replace(/^:-----BEGIN/m, "-----BEGIN");
    await scratch.gpg(["--import", await scratch.file("revocation.asc", certificate)]);
    const revoked = (await scratch.gpg(["--armor", "--export", fingerprint])).stdout;
    expect(await describePublicKey(revoked)).toMatchObject({ fingerprint, isRevoked: true });
  });

  it("is refused for a private key and for nonsense", async () => {
    const { privateKey } = await generateSigningKey({ userId: { name: "Private" } });
    await expect(describePublicKey(privateKey)).rejects.toThrow(/private key/);
    await expect(describePublicKey("nonsense")).rejects.toThrow();
  });
});
