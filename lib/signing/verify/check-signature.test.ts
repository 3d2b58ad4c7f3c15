import { createHash } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { checkSignature, checkTimes, describeSignature, requireAgreement } from "./check-signature.ts";
import { bytesOf, makeKey } from "./made-fixture.ts";
import { defaultPolicy } from "./policy.ts";
import { readSignatureFile, type DetachedSignature } from "./signature-file.ts";
import { trailerOf } from "./trailer.ts";
import { findSigners, readTrust, type Signer } from "./trust.ts";
import type { SignatureFacts } from "./verdict.ts";

const bytes = bytesOf(1000);
const now = new Date("2026-11-24T12:00:00Z");
let signature: DetachedSignature;
let signer: Signer;
const digestOf = (content: Uint8Array) => new Uint8Array(createHash("sha512").update(content).update(trailerOf(signature)).digest());

beforeAll(async () => {
  const { keyFile, sign } = await makeKey({ createdAt: new Date("2026-01-01") });
  [signature] = (await readSignatureFile(await sign(bytes, new Date("2026-11-01T00:00:00Z")))) as [DetachedSignature];
  [signer] = findSigners(signature, await readTrust([keyFile]));
});

it("fits the digest of the signed bytes and no other", async () => {
  await expect(checkSignature(signature, signer, digestOf(bytes), defaultPolicy)).resolves.toBeUndefined();
  await expect(requireAgreement(signature, signer, defaultPolicy)).resolves.toBeUndefined();
  await expect(checkSignature(signature, signer, digestOf(bytes.subarray(1)), defaultPolicy)).rejects.toMatchObject({ code: "bad-signature" });
  await expect(requireAgreement(signature, signer, defaultPolicy)).rejects.toMatchObject({ code: "unsupported-signature" });
});

it("needs the whole digest, not only the two bytes that stand in the packet", async () => {
  const almost = digestOf(bytes);
  almost[40] = (almost[40] ?? 0) ^ 1;
  await expect(checkSignature(signature, signer, almost, defaultPolicy)).rejects.toMatchObject({ code: "bad-signature" });
});

it("is described with its key", async () => {
  expect(await describeSignature(signature, signer, now, defaultPolicy)).toMatchObject({
    userId: "Made", algorithm: "Ed25519", origin: "portal", digest: "SHA-512", keyAtSigning: "valid", keyNow: "valid",
    fingerprint: expect.stringMatching(/^[0-9A-F]{40}$/), subkeyFingerprint: expect.stringMatching(/^[0-9A-F]{40}$/),
  });
});

it.each<[string, Partial<DetachedSignature>, SignatureFacts["keyAtSigning"], string]>([
  ["a key that had expired", {}, "expired", "key-expired"],
  ["a revoked key", {}, "revoked", "key-revoked"],
  ["a key that was not made yet", {}, "too-new", "key-too-new"],
  ["a key for something else", {}, "not-for-signing", "key-not-for-signing"],
  ["a date in the future", { signedAt: new Date("2026-11-25") }, "valid", "signature-in-future"],
  ["an end that is past", { expiresAt: now }, "valid", "signature-expired"],
])("is refused with %s", (_title, part, keyAtSigning, code) => {
  const one = { signedAt: new Date("2026-11-01"), expiresAt: null, ...part } as DetachedSignature;
  expect(() => checkTimes(one, { keyAtSigning } as SignatureFacts, now)).toThrow(expect.objectContaining({ code }));
});
