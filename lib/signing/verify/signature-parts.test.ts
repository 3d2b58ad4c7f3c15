import { describe, expect, it } from "vitest";
import { area, craftedFile, craftKey, signBody, signedAt, sub, u16, type Sub } from "./crafted-fixture.ts";
import { fileVocabulary, issuersOf, keyVocabulary, readSignatureParts, requireUnambiguous } from "./signature-parts.ts";

const [key, other] = [craftKey("ed25519"), craftKey("ed25519")];
const created = sub.created(signedAt);
const read = (hashed: Sub[], unhashed: Sub[] = [sub.issuer(key)]) => readSignatureParts(signBody(key, craftedFile, { hashedArea: area(hashed), unhashed }));

it("takes a signature apart", () => {
  const parts = read([created, sub.fingerprint(key), { type: 100, value: [1], isCritical: true }]);
  expect(parts).toMatchObject({ signatureType: 0, algorithm: 22, digestId: 10, hashed: [{ type: 2 }, { type: 33 }, { type: 100, isCritical: true }], unhashed: [{ type: 16 }] });
  expect(new Set(issuersOf([...parts.hashed, ...parts.unhashed]))).toEqual(new Set([key.keyId.toString("hex")]));
});

it.each<[string, Buffer]>([
  ["a subpacket without a type", Buffer.from([0])],
  ["a subpacket that is longer than its area", Buffer.from([9, 100])],
])("refuses %s", (_title, more) => {
  const usual = area([created, sub.fingerprint(key)]).subarray(2);
  const hashedArea = Buffer.concat([u16(usual.length + more.length), usual, more]);
  expect(() => readSignatureParts(signBody(key, craftedFile, { hashedArea }))).toThrow(SyntaxError);
});

it("refuses other versions and areas that gpg does not read", () => {
  expect(() => readSignatureParts(signBody(key, craftedFile, { version: 3 }))).toThrow(/version 3/);
  expect(() => read([created, { type: 100, value: new Uint8Array(10_000) }])).toThrow(/too many/);
});

describe("requireUnambiguous", () => {
  it("lets pass what programs write", () => {
    expect(() => requireUnambiguous(read([created, sub.fingerprint(key)]), fileVocabulary)).not.toThrow();
    expect(() => requireUnambiguous(read([created, sub.notation("a@factory.example"), sub.expires(5), { type: 100, value: [] }]), fileVocabulary)).not.toThrow();
    expect(() => requireUnambiguous(read([created, { ...sub.flags(3), isCritical: true }, sub.primary()]), keyVocabulary)).not.toThrow();
  });

  it.each<[string, Sub[], Sub[]?]>([
    ["no creation time", [sub.fingerprint(key)]],
    ["a creation time that is not signed", [sub.fingerprint(key)], [created, sub.issuer(key)]],
    ["two creation times", [created, sub.created(signedAt + 1)]],
    ["two ends", [created, sub.expires(5), sub.expires(0)]],
    ["an end beyond 32 bits", [created, sub.expires(0xffffffff)]],
    ["two issuers", [created, sub.fingerprint(key)], [sub.issuer(other)]],
    ["two fingerprints", [created, sub.fingerprint(key)], [sub.fingerprint(other)]],
    ["no issuer", [created], []],
    ["an issuer of another version", [created, sub.fingerprint(key, 5)]],
    ["a critical notation", [created, sub.notation("a@factory.example", true)]],
    ["something critical in the unsigned area", [created], [sub.issuer(key), { type: 60, value: [1], isCritical: true }]],
    ["a time of three bytes", [{ type: 2, value: [1, 2, 3] }]],
    ["a broken notation", [created, { type: 20, value: [0x80, 0, 0, 0, 0, 9, 0, 0] }]],
    ["flags of a key", [created, sub.flags(2)]],
  ])("refuses %s", (_title, hashed, unhashed) => expect(() => requireUnambiguous(read(hashed, unhashed), fileVocabulary)).toThrow(SyntaxError));

  it("wants the issuer of a key's signature where gpg looks for it", () => {
    expect(() => requireUnambiguous(read([created, sub.fingerprint(key)], []), fileVocabulary)).not.toThrow();
    expect(() => requireUnambiguous(read([created, sub.fingerprint(key)], []), keyVocabulary)).toThrow(/no issuer/);
  });
});
