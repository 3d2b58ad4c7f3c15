import { describe, expect, it } from "vitest";
import { backSignature, binding, craftedFile, craftKey, days, direct, keyRevocation, madeAt, packet, selfSigned, signBody, signedAt, simple, sub, subkeyRevocation, userId, type Certificate, type Signing } from "./crafted-fixture.ts";
import { defaultPolicy } from "./policy.ts";
import { isRevokedByOwner, maySignNow } from "./self-signatures.ts";
import { readSignatureFile } from "./signature-file.ts";
import { findSigners, readTrust } from "./trust.ts";

const [key, subkey, other] = [craftKey("ed25519"), craftKey("ed25519"), craftKey("ed25519")];
const now = new Date("2026-11-01T00:00:00Z");
const later = signedAt + 86_400;
const [primary, user, sub1] = [packet(6, key.body), packet(13, userId), packet(14, subkey.body)];

async function signerOf(by: typeof key, ...copies: Certificate[]) {
  const [signature] = await readSignatureFile(packet(2, signBody(by, craftedFile)));
  return findSigners(signature!, await readTrust(copies.map((copy) => ({ content: Buffer.concat(copy), origin: "given" }))))[0];
}
const revoked = async (by: typeof key, ...copies: Certificate[]) => isRevokedByOwner(await signerOf(by, ...copies));
const allowed = async (by: typeof key, ...copies: Certificate[]) => maySignNow(await signerOf(by, ...copies), now, defaultPolicy);
const withSubkey = (...more: Buffer[]): Certificate => [primary, user, selfSigned(key), sub1, binding(key, subkey), ...more];

describe("isRevokedByOwner", () => {
  it.each<[string, Signing]>([
    ["with SHA-1", { hash: 2 }],
    ["of version 3", { version: 3 }],
    ["for a soft reason that is dated in the future", { at: days("2035-01-01"), hashed: [sub.reason(1)] }],
    ["whose own time is over", { hashed: [sub.expires(5)] }],
  ])("counts a revocation %s", async (_title, signing) => {
    expect(await revoked(key, [primary, keyRevocation(key, signing), user, selfSigned(key)])).toBe(true);
    expect(await revoked(subkey, withSubkey(subkeyRevocation(key, subkey, signing)))).toBe(true);
  });

  it("counts one wherever it lies, and in any copy", async () => {
    expect(await revoked(subkey, [primary, subkeyRevocation(key, subkey), user, selfSigned(key), sub1, binding(key, subkey)])).toBe(true);
    expect(await revoked(key, simple(key), [primary, keyRevocation(key), user, selfSigned(key)])).toBe(true);
  });

  it("counts one that comes without the key, and for its own key alone", async () => {
    expect(await revoked(key, simple(key), [keyRevocation(key)])).toBe(true);
    expect(await revoked(key, simple(key), [keyRevocation(other)])).toBe(false);
  });

  it("counts one by a key that the owner named for it", async () => {
    expect(await revoked(key, [primary, direct(key, { hashed: [sub.revoker(other)] }), keyRevocation(key, {}, other), user, selfSigned(key)])).toBe(true);
  });

  it("does not count one that the owner has not made", async () => {
    const forged = { hashedArea: Buffer.concat([Buffer.from([0, 6, 5, 2]), Buffer.alloc(4, 0x69)]), unhashed: [sub.issuer(key)] };
    expect(await revoked(key, [primary, keyRevocation(key, {}, other), user, selfSigned(key)])).toBe(false);
    expect(await revoked(key, [primary, keyRevocation(key, forged, other), user, selfSigned(key)])).toBe(false);
    expect(await revoked(key, withSubkey(subkeyRevocation(key, subkey)))).toBe(false);
  });
});

describe("maySignNow", () => {
  it("is true of keys as programs make them", async () => {
    expect(await allowed(key, simple(key))).toBe(true);
    expect(await allowed(subkey, withSubkey())).toBe(true);
    expect(await allowed(subkey, withSubkey(), [primary, user, selfSigned(key)])).toBe(true);
  });

  it.each<[string, Buffer]>([
    ["forbids it", selfSigned(key, { at: later, hashed: [sub.flags(1)] })],
    ["forbids it with SHA-1", selfSigned(key, { at: later, hash: 2, hashed: [sub.flags(1)] })],
    ["says both", selfSigned(key, { at: later, hashed: [sub.flags(3), sub.flags(1)] })],
    ["is no one's certainly", selfSigned(key, { at: later, version: 3 })],
  ])("is false when the newest word about the key %s", async (_title, word) => {
    expect(await allowed(key, [...simple(key), word])).toBe(false);
  });

  it("is false when the newest word about the subkey does not bind it to sign", async () => {
    expect(await allowed(subkey, withSubkey(binding(key, subkey, { at: later, hashed: [sub.flags(2)] })))).toBe(false);
    expect(await allowed(subkey, withSubkey(binding(key, subkey, { at: later, hashed: [sub.flags(2), sub.embedded(backSignature(other, subkey))] })))).toBe(false);
    expect(await allowed(subkey, [primary, user, selfSigned(key), sub1, binding(key, subkey, { hashed: [sub.flags(2), sub.expires(later - madeAt), sub.embedded(backSignature(key, subkey))] })])).toBe(false);
  });

  it("is false when no copy does alone, or one lies in disorder", async () => {
    expect(await allowed(subkey, [primary, user, sub1, binding(key, subkey)], [primary, user, selfSigned(key)])).toBe(false);
    expect(await allowed(key, simple(key), [primary, selfSigned(key), user])).toBe(false);
  });
});
