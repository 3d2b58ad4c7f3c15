import { describe, expect, it } from "vitest";
import { pageNumber, pageOf } from "./pages.ts";

const rows = Array.from({ length: 101 }, (_, at) => at);

describe("pages of a list", () => {
  it("hold fifty rows, the last one the rest", () => {
    expect(pageOf(rows, 1)).toEqual({ rows: rows.slice(0, 50), number: 1, count: 3 });
    expect(pageOf(rows, 3)).toEqual({ rows: [100], number: 3, count: 3 });
  });

  it("end with the last one, and an empty list has one", () => {
    expect(pageOf(rows, 9).number).toBe(3);
    expect(pageOf([], 4)).toEqual({ rows: [], number: 1, count: 1 });
  });

  it.each([["2", 2], [undefined, 1], ["-1", 1], ["1.5", 1], ["last", 1], [["1", "2"], 1]])("takes ?page=%s as %d", (text, number) => expect(pageNumber.parse(text)).toBe(number));
});
