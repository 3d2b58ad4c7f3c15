import { describe, expect, it } from "vitest";
import { bundle, partOf, type Part } from "./beside.ts";

const named = (...names: string[]) => names.map((name) => ({ part: partOf(name, ""), file: { name } }));
const shown = (...names: string[]) => bundle(named(...names)).map((one) => Object.values(one).map((file) => file?.name ?? null));

it.each<[string, string, Part]>([
  ["a.qcow2", "", "file"],
  ["a.qcow2.asc", "-----BEGIN PGP SIGNATURE-----", "signature"],
  ["a.qcow2.sig", "", "signature"],
  ["a.qcow2.meta4", "<?xml", "piece-list"],
  ["a.qcow2.meta4.asc", "", "signature"],
  ["keys.asc", "-----BEGIN PGP PUBLIC KEY BLOCK-----", "key"],
])("%s that begins with %j is a %s", (name, head, part) => expect(partOf(name, head)).toBe(part));

describe("bundle", () => {
  it("puts each file with what lies beside it", () => {
    expect(shown("a", "a.asc", "a.meta4", "a.meta4.asc", "b", "b.sig")).toEqual([
      ["a", "a.asc", "a.meta4", "a.meta4.asc"],
      ["b", "b.sig", null, null],
    ]);
  });

  it("joins one file and one signature of any name", () => {
    expect(shown("renamed", "original.asc")).toEqual([["renamed", "original.asc", null, null]]);
    expect(shown("renamed", "original.meta4", "original.meta4.asc")).toEqual([["renamed", null, "original.meta4", "original.meta4.asc"]]);
  });

  it("asks about a file once with each signature of its name", () => {
    expect(shown("a", "a.asc", "a.sig")).toEqual([["a", "a.asc", null, null], ["a", "a.sig", null, null]]);
  });

  it("is not misled by names that only look alike", () => {
    expect(shown("a", "b", "a.asc.asc", "\u202Ea.asc", "a..asc")).toEqual([["a", null, null, null], ["b", null, null, null]]);
    expect(shown("\u00E4", "b", "a\u0308.asc")).toEqual([["\u00E4", null, null, null], ["b", null, null, null]]);
  });

  it("does not give a signature of another name to one of several files", () => {
    expect(shown("a", "b", "c.asc")).toEqual([["a", null, null, null], ["b", null, null, null]]);
  });

  it("asks about a list of pieces, or a signature, that comes without a file", () => {
    expect(shown("a.meta4", "a.meta4.asc")).toEqual([["a.meta4", "a.meta4.asc", null, null]]);
    expect(shown("a.asc")).toEqual([["a.asc", null, null, null]]);
    expect(shown()).toEqual([]);
  });
});
