import { expect, it } from "vitest";
import { algorithmText, expiryOf, keyStateAt, requireStrong } from "./key-state.ts";
import { bytesOf, makeKey } from "./made-fixture.ts";
import { defaultPolicy } from "./policy.ts";
import { readSignatureFile } from "./signature-file.ts";
import { findSigners, readTrust } from "./trust.ts";

const day = (text: string) => new Date(`${text}T00:00:00Z`);

async function signerOf(isRevoked = false) {
  const { keyFile, sign } = await makeKey({ createdAt: day("2026-01-01"), validDays: 100 });
  const [signature] = await readSignatureFile(await sign(bytesOf(5), day("2026-02-01")));
  return findSigners(signature!, await readTrust([{ ...keyFile, isRevoked }]))[0];
}

it("is valid between its beginning and its end, and not outside", async () => {
  const signer = await signerOf();
  expect(await expiryOf(signer)).toEqual(day("2026-04-11"));
  const states = await Promise.all(["2025-12-31", "2026-01-01", "2026-04-10", "2026-04-11", "2027-01-01"].map((text) => keyStateAt(signer, day(text), defaultPolicy)));
  expect(states).toEqual(["too-new", "valid", "valid", "expired", "expired"]);
});

it("is revoked at any time once the portal says so", async () => {
  const signer = await signerOf(true);
  expect(await keyStateAt(signer, day("2026-02-01"), defaultPolicy)).toBe("revoked");
});

it("is too weak below the policy's size", async () => {
  const part = { getAlgorithmInfo: () => ({ algorithm: "rsaEncryptSign", bits: 1024 }) } as never;
  expect(() => requireStrong({ part }, defaultPolicy)).toThrow(expect.objectContaining({ code: "weak-key" }));
  expect(() => requireStrong({ part: { getAlgorithmInfo: () => ({ algorithm: "dsa", bits: 3072 }) } as never }, defaultPolicy)).toThrow(expect.objectContaining({ code: "weak-key" }));
  expect(() => requireStrong({ part: { getAlgorithmInfo: () => ({ algorithm: "ecdsa", curve: "secp256k1" }) } as never }, defaultPolicy)).toThrow(expect.objectContaining({ code: "weak-key" }));
});

it("is called by the name that people know", () => {
  expect(algorithmText({ algorithm: "eddsaLegacy", bits: 0 })).toBe("Ed25519");
  expect(algorithmText({ algorithm: "rsaEncryptSign", bits: 4096 })).toBe("RSA 4096");
  expect(algorithmText({ algorithm: "ecdsa", bits: 0, curve: "nistP256" })).toBe("NIST P-256");
});
