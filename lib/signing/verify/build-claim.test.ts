import { expect, it } from "vitest";
import { isPublishedFile, isSameFile } from "./build-claim.ts";
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
