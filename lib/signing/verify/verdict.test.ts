import { expect, it } from "vitest";
import de from "../../../messages/de/verify.json" with { type: "json" };
import en from "../../../messages/en/verify.json" with { type: "json" };
import { invalidReasons, unknownReasons } from "./errors.ts";
import { verdictOf, type VerdictFacts } from "./verdict.ts";

const facts: VerdictFacts = { way: null, signatures: [], damage: null, signedName: null, signedRevocation: null, sizeBytes: 0, detail: null };

it("is never a yes for any reason against", () => {
  for (const code of invalidReasons) expect(verdictOf(code, facts)).toEqual({ verdict: "invalid", reason: code, facts });
  for (const code of unknownReasons) expect(verdictOf(code, facts)).toEqual({ verdict: "unknown", reason: code, facts });
});

it.each([["en", en], ["de", de]])("has a sentence in %s for each reason, and for no other", (_locale, words) => {
  expect(Object.keys(words.client.reasons).sort()).toEqual(["good-signature", ...invalidReasons, ...unknownReasons].sort());
});
