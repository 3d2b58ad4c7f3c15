import { expect, it } from "vitest";
import { isPublishedFile, isSameFile, originalName, reservationOf } from "./build-claim.ts";
import type { SignatureFacts, Verdict, VerdictFacts } from "./verdict.ts";

const facts = (part: Partial<VerdictFacts>): VerdictFacts => ({ way: "pieces", signatures: [{ origin: "portal" } as SignatureFacts], damage: null, signedName: "a", signedRevocation: null, sizeBytes: 1, detail: null, ...part });
const valid = (part: Partial<VerdictFacts> = {}): Verdict => ({ verdict: "valid", reason: "good-signature", facts: facts(part) });

it("calls a file by the name that a key of the portal signed", () => {
  expect(isPublishedFile(valid(), "a", false)).toBe(true);
  expect(isPublishedFile(valid(), "b", true)).toBe(false);
});

it("calls a file by the name under which the portal publishes its signature", () => {
  expect(isPublishedFile(valid({ way: "stream", signedName: null }), "a", true)).toBe(true);
  expect(isPublishedFile(valid({ way: "stream", signedName: null }), "a", false)).toBe(false);
});

it("claims nothing for a key that somebody brought along, or without a good verdict", () => {
  expect(isPublishedFile(valid({ signatures: [{ origin: "given" } as SignatureFacts] }), "a", true)).toBe(false);
  expect(isPublishedFile({ verdict: "invalid", reason: "damaged", facts: facts({}) }, "a", true)).toBe(false);
  expect(isPublishedFile(valid({ signatures: [] }), "a", true)).toBe(false);
});

it("compares bytes", () => {
  expect(isSameFile(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
  expect(isSameFile(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
  expect(isSameFile(Uint8Array.of(1, 2), Uint8Array.of(1))).toBe(false);
});

it("has a reservation about keys that somebody brought along", () => {
  const given = { origin: "given" } as SignatureFacts;
  const ours = { origin: "portal" } as SignatureFacts;
  expect(reservationOf(valid({ signatures: [given] }), "a", null, false)).toBe("other-key");
  expect(reservationOf(valid({ signatures: [given, ours] }), "a", null, false)).toBe(null);
  expect(reservationOf({ verdict: "unknown", reason: "unknown-key", facts: facts({ signatures: [given] }) }, "a", null, false)).toBe(null);
});

it("has a reservation about a build under the name of another one", () => {
  const [old, young] = ["Standard_Fixture_1-20260101-1.qcow2", "Standard_Fixture_1-20261123-1.qcow2"];
  expect(reservationOf(valid({ signedName: old }), young, young, false)).toBe("other-name");
  expect(reservationOf(valid({ signedName: young }), young, young, false)).toBe(null);
  expect(reservationOf(valid({ signedName: young }), young.replace(".qcow2", " (1).qcow2"), young, false)).toBe(null);
  expect(reservationOf(valid({ signedName: young }), "my-server.qcow2", young, false)).toBe(null);
  expect(reservationOf(valid({ way: "stream", signedName: null }), young, young, false)).toBe("other-name");
  expect(reservationOf(valid({ way: "stream", signedName: null }), young, young, true)).toBe(null);
  expect(reservationOf(valid({ way: "stream", signedName: null }), young, null, false)).toBe(null);
});

it("knows how browsers number copies", () => {
  expect(["a (1).qcow2", "a(12).qcow2", "SHA256SUMS (2)", "a.qcow2"].map(originalName)).toEqual(["a.qcow2", "a.qcow2", "SHA256SUMS", "a.qcow2"]);
});
