import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runProcess } from "#lib/process.ts";
import { generateSigningKey } from "#lib/signing/keys.ts";
import { scratchWithGpg } from "#lib/signing/testing.ts";
import { directoryHashOf, directoryUrlOf, readDirectory } from "./directory.ts";
import { dnsRecordsOf } from "./dns.ts";
import { securityTxt } from "./security-txt.ts";

let scratch: Awaited<ReturnType<typeof scratchWithGpg>>;
beforeAll(async () => void (scratch = await scratchWithGpg()));
afterAll(() => scratch.remove());

const address = "image-signing@images.example.org";
// Debian keeps it out of the PATH.
const wksClient = (args: string[]) => runProcess({ command: "/usr/lib/gnupg/gpg-wks-client", args, timeoutMs: 30_000 });

async function newKey(userId: string) {
  const { fingerprint, publicKey } = await scratch.newKey(userId, "ed25519", "1y", ["--allow-freeform-uid"]);
  return { fingerprint, userId, armored: publicKey };
}

async function listed(binary: Uint8Array): Promise<{ fingerprints: string[]; userIds: string[] }> {
  const { stdout } = await scratch.gpg(["--with-colons", "--show-keys", await scratch.file("served.bin", binary)]);
  const rows = stdout.split("\n").map((line) => line.split(":"));
  return { fingerprints: rows.filter(([kind]) => kind === "fpr").map((row) => row[9]!), userIds: rows.filter(([kind]) => kind === "uid").map((row) => row[9]!) };
}

describe("the Web Key Directory", () => {
  it.each(["image-signing", "Joe.Doe", "a", "images+2026"])("names %s as gpg does", async (localPart) => {
    const { stdout } = await wksClient(["--print-wkd-hash", `${localPart}@example.org`]);
    expect(directoryHashOf(localPart)).toBe(stdout.split(" ")[0]);
  });

  it("has the address that gpg asks", async () => {
    const { stdout } = await wksClient(["--print-wkd-url", address]);
    // gpg prints the advanced method; the direct one has the same name under the domain itself (§3.1).
    const [hash] = /hu\/\w+\?l=.*$/.exec(stdout.trim()) ?? [];
    expect(directoryUrlOf("https://images.example.org", address)).toBe(`https://images.example.org/.well-known/openpgpkey/${hash}`);
  });

  it("serves what gpg reads: every key of the address, the first one first, with that user id alone", async () => {
    const one = await newKey(`Image Factory <${address}>`);
    await scratch.gpg(["--quick-add-uid", one.fingerprint, "Somebody <else@images.example.org>"]);
    one.armored = (await scratch.gpg(["--armor", "--export", one.fingerprint])).stdout;
    const two = await newKey(`Next <${address.toUpperCase()}>`);
    const elsewhere = await newKey("Image Factory <image-signing@example.com>");
    const served = await readDirectory([one, two, elsewhere], "images.example.org", directoryHashOf("image-signing"));
    expect(await listed(served!)).toEqual({ fingerprints: [one.fingerprint, two.fingerprint], userIds: [one.userId, two.userId] });
  });

  it("has nothing under other names, of other hosts, or for keys without an address", async () => {
    const keys = [await newKey("Nobody in particular"), await newKey("Else <image-signing@example.com>")];
    expect(await readDirectory(keys, "images.example.org", directoryHashOf("image-signing"))).toBeNull();
    expect(await readDirectory(keys, "example.com", directoryHashOf("other"))).toBeNull();
  });
});

describe("the DNS records", () => {
  /** What gpg would publish for the one key of a fresh home (RFC 7929): owner name and the key's bytes. */
  async function daneOf(key: string | Uint8Array): Promise<[string, string]> {
    const home = await scratchWithGpg();
    await home.gpg(["--import", await home.file("key", key)]);
    const { stdout } = await home.gpg(["--export-options", "export-dane", "--export"]);
    await home.remove();
    const [, owner = "", hex = ""] = /^([0-9a-f]{56}) TYPE61 \\# \d+ \(\n([\s\S]*?)\)/m.exec(stdout) ?? [];
    return [owner, hex.replaceAll(/\s/g, "")];
  }

  it("hold the same name and the same key as gpg's own, and the fingerprint in words", async () => {
    const { publicKey } = await generateSigningKey({ userId: { name: "Factory", email: "dane@images.example.org" } });
    const { openPgpKey, txt } = await dnsRecordsOf(publicKey, "A".repeat(40), "dane@images.example.org");
    const [name, , , base64 = ""] = openPgpKey.split(" ");
    const [owner, bytes] = await daneOf(publicKey);
    expect(name).toBe(`${owner}._openpgpkey.images.example.org.`);
    expect(bytes.length).toBeGreaterThan(500);
    expect(await daneOf(Buffer.from(base64, "base64"))).toEqual([owner, bytes]);
    expect(txt).toBe(`images.example.org. IN TXT "openpgp4fpr:${"A".repeat(40)}"`);
  });
});

describe("security.txt", () => {
  const made = (publicUrl: string, now: string) => securityTxt({ publicUrl, contact: "mailto:security@example.org", now: new Date(now) });

  it("has the fields that RFC 9116 demands, once each, and is the same all day", () => {
    const file = made("https://images.example.org", "2026-11-24T09:00:00Z");
    expect(file).toMatch(/^Contact: mailto:security@example\.org$/m);
    expect(file.match(/^Expires: /gm)).toHaveLength(1);
    expect(/^Expires: (.*)$/m.exec(file)?.[1]).toBe("2027-05-23T00:00:00Z");
    expect(file).toContain("Canonical: https://images.example.org/.well-known/security.txt\n");
    expect(made("https://images.example.org", "2026-11-24T23:59:59Z")).toBe(file);
  });

  it("names no address of the web without encryption in a field", () => {
    expect(made("http://localhost:3000", "2026-11-24T09:00:00Z")).not.toMatch(/^\w+: http:/m);
  });
});
