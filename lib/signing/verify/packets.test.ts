import { describe, expect, it } from "vitest";
import { numberAt, readPackets } from "./packets.ts";

const body = (length: number) => Array.from({ length }, () => 7);
const sizes = (...bytes: number[]) => readPackets(Uint8Array.from(bytes)).map((one) => [one.tag, one.body.length, one.bytes.length]);

describe("readPackets", () => {
  it("reads both formats with lengths of every size", () => {
    expect(sizes(0x88, 2, ...body(2), 0x89, 0, 3, ...body(3), 0x8a, 0, 0, 0, 1, ...body(1))).toEqual([[2, 2, 4], [2, 3, 6], [2, 1, 6]]);
    expect(sizes(0xc2, 2, ...body(2), 0xcd, 192, 1, ...body(193), 0xce, 255, 0, 0, 0, 0)).toEqual([[2, 2, 4], [13, 193, 196], [14, 0, 6]]);
    expect(sizes()).toEqual([]);
  });

  it.each([
    ["something else", [0x41]],
    ["a header alone", [0xc2]],
    ["a cut length", [0x8a, 0, 0]],
    ["a cut body", [0xc2, 5, 1]],
    ["a length in parts", [0xc2, 0xe1, 1, 2, 0]],
    ["no length", [0x8b, 1, 2, 3]],
    ["a byte behind the last one", [0xc2, 1, 4, 0]],
  ])("refuses %s", (_title, bytes) => expect(() => readPackets(Uint8Array.from(bytes))).toThrow(SyntaxError));
});

it("reads numbers without running over 31 bits", () => expect(numberAt(Uint8Array.of(0xff, 0xff, 0xff, 0xff), 0, 4)).toBe(0xffffffff));
