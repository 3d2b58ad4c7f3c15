import { describe, expect, test } from "vitest";
import { changesBetween, effectBetween, keysOfMask, maskOfKeys, meantimeOf, mergeOnto, type TableState } from "./rules.ts";
import { gatherBoxes, text, whole } from "./schema.ts";

describe("two states", () => {
  test("differ by field, lists as a whole, and a missing field is an empty one", () => {
    expect(changesBetween({ a: 1, b: ["x"], c: "same" }, { a: 2, b: ["x", "y"], c: "same", d: null })).toEqual([
      { field: "a", before: 1, after: 2 },
      { field: "b", before: ["x"], after: ["x", "y"] },
    ]);
  });

  test("what the sender left alone follows the others, what they typed stays", () => {
    const sides = { base: { a: 1, b: "old", c: "old" }, mine: { a: 2, b: "mine", c: "old" }, now: { a: 1, b: "theirs", c: "theirs" } };
    expect(mergeOnto(sides)).toEqual({ a: 2, b: "mine", c: "theirs" });
    const at = new Date("2026-11-26T12:00:00Z");
    const edits = [{ at, by: "jane", changes: [{ field: "b", before: "old", after: "theirs" }] }];
    expect(meantimeOf(sides, edits)).toEqual([{ field: "b", now: "theirs", by: "jane", at: at.toISOString() }, { field: "c", now: "theirs", by: null, at: null }]);
  });

  test("with an unknown beginning everything typed stays", () => {
    expect(mergeOnto({ base: null, mine: { a: 1, b: "mine" }, now: { a: 2, b: "theirs" } })).toEqual({ a: 1, b: "mine" });
  });
});

describe("the effect on the table", () => {
  const image = { name: "Standard_A", capabilities: 1, architecture: "x86_64", firmware: "bios", minDiskGib: 4, minRamMib: 512 } as const;
  const family = { name: "c1", demands: 1, architecture: "x86_64", firmware: null, sizes: [] } as const;
  const capabilities = [{ bit: 0, key: "kvm", title: "KVM", description: "", glanceProperty: "__support_kvm", glanceValue: "true" }];
  const table = { capabilities, coexistence: [], images: [image, { ...image, name: "Standard_B" }], families: [{ ...family, sizes: [] }] } satisfies TableState;
  const without = { ...table, images: [{ ...image, capabilities: 0 }, table.images[1]!] };

  test("names each cell that turns, with the reasons of its no, and counts those of images in latest", () => {
    const cell = { image: "Standard_A", family: "c1", reasons: ["The image lacks “KVM”."] };
    expect(effectBetween(table, without, new Set(["Standard_A"]))).toEqual({ losses: [cell], gains: [], lossesInLatest: 1 });
    expect(effectBetween(table, without, new Set(["Standard_B"]))).toMatchObject({ lossesInLatest: 0 });
    expect(effectBetween(without, table, new Set())).toEqual({ losses: [], gains: [cell], lossesInLatest: 0 });
  });

  test("what is new counts as no until now, and a new no is no change", () => {
    expect(effectBetween({ ...table, images: [] }, table, new Set()).gains.map((cell) => cell.image)).toEqual(["Standard_A", "Standard_B"]);
    expect(effectBetween({ ...without, families: [] }, without, new Set())).toMatchObject({ losses: [], gains: [{ image: "Standard_B", reasons: [] }] });
  });
});

test("masks and keys say the same", () => {
  const capabilities = [{ key: "xen", bit: 0 }, { key: "kvm", bit: 1 }, { key: "x-own", bit: 30 }];
  expect(maskOfKeys(["x-own", "kvm"], capabilities)).toBe(2 ** 30 + 2);
  expect(keysOfMask(2 ** 30 + 1, capabilities)).toEqual(["x-own", "xen"]);
});

test("ticked boxes are gathered by their field alone, sorted", () => {
  expect(gatherBoxes("images", "families")({ "images:b": "on", "images:a:b": "on", "imagesx:c": "on", title: "t" })).toMatchObject({ images: ["a:b", "b"], families: [], title: "t" });
  expect(gatherBoxes("images")(null)).toBeNull();
});

test.each(["", "0", "4097", "4.5", "-1", "1e2", "four"])("%j is no whole number from 1 to 4096", (value) => {
  expect(whole("the disk", 1, 4096).safeParse(value).error?.issues[0]?.message).toBe(`“${value}” is no whole number from 1 to 4096. Enter the disk within these.`);
});

test("line breaks of browsers become those of everybody else", () => {
  expect(text("a text", 100).parse(" a\r\nb ")).toBe("a\nb");
});
