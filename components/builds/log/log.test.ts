import { describe, expect, test } from "vitest";
import { plainOf, spansOf } from "./ansi.ts";
import { LogLines } from "./lines.ts";
import { RowMap } from "./rows.ts";
import { linesWith, patternOf, segmentsOf, stepTo } from "./search.ts";

const esc = "\u001b";

describe("colours", () => {
  test("the sixteen and bold become classes, until they are taken back", () => {
    expect(spansOf(`a${esc}[31mred${esc}[1mbold${esc}[39mink${esc}[22;92mbright${esc}[0mplain${esc}[mend`)).toEqual([
      { text: "a", look: "" },
      { text: "red", look: "log-ink-1" },
      { text: "bold", look: "log-ink-1 font-bold" },
      { text: "ink", look: "font-bold" },
      { text: "bright", look: "log-ink-10" },
      { text: "plain", look: "" },
      { text: "end", look: "" },
    ]);
  });
  test("other colours bring no style and leave nothing behind", () => {
    expect(spansOf(`${esc}[38;5;31mx${esc}[48;2;1;31;1my${esc}[41;4;3mz`).every(({ look }) => look === "")).toBe(true);
    expect(plainOf(`${esc}[38;5;31mx${esc}[48;2;1;31;1my`)).toBe("xy");
  });
  test.each([
    ["cursor movements", `a${esc}[2K${esc}[1;1Hb`, "ab"],
    ["a title of the window", `a${esc}]0;title\u0007b`, "ab"],
    ["a link", `${esc}]8;;https://evil.example${esc}\\text${esc}]8;;${esc}\\`, "text"],
    ["a string without end", `a${esc}]0;never ends`, "a"],
    ["a lone escape at the end", `a${esc}`, "a"],
    ["a sequence cut off", `a${esc}[31`, "a31"],
    ["eight-bit controls", "a\u009b31mb", "a31mb"],
    ["a choice of characters", `${esc}(Bok`, "ok"],
    ["line feeds of progress bars", "10%\r20%\r", "10%20%"],
    ["tabs, filled up", "ab\tc\td", "ab      c       d"],
  ])("%s: only the text stays", (_what, line, text) => {
    expect(plainOf(line)).toBe(text);
  });
  test("markup is text", () => {
    const line = `<img src=x onerror=alert(1)>${esc}[31m<script>`;
    expect(spansOf(line).map(({ text }) => text)).toEqual(["<img src=x onerror=alert(1)>", "<script>"]);
  });
});

describe("lines", () => {
  test("pieces may end anywhere; a line counts when it is whole", () => {
    const lines = new LogLines(5);
    lines.append("one\ntw");
    expect([lines.count, lines.at(5), lines.end]).toEqual([1, "one", 6]);
    lines.append("o\n\nfour");
    expect([lines.at(6), lines.at(7), lines.count, lines.at(4), lines.at(8)]).toEqual(["two", "", 3, "", ""]);
    lines.close();
    lines.close();
    expect([lines.at(8), lines.end, lines.longest]).toEqual(["four", 9, 4]);
  });
  test("stages are found with their lines, and what only looks like one is not", () => {
    const lines = new LogLines();
    lines.append("07:24:37.123 === building (attempt 1)\n07:24:38.000 echo === testing (attempt 1)\n=== testing (attempt 1)\n07:25:00.001 === testing (attempt 12)\n07:26:00.000 === failed: no <space>\n");
    expect(lines.markers).toEqual([{ line: 1, name: "building", attempt: 1 }, { line: 4, name: "testing", attempt: 12 }, { line: 5, name: "failed", attempt: 1 }]);
  });
  test("the beginning, fetched later, takes over what was read meanwhile", () => {
    const tail = new LogLines(3);
    tail.append("three\nfour\nhalf");
    const whole = new LogLines();
    whole.append("one\ntwo\nthree\n");
    whole.take(tail, whole.end);
    whole.append(" a line\n");
    expect([1, 2, 3, 4, 5].map((number) => whole.at(number))).toEqual(["one", "two", "three", "four", "half a line"]);
  });
});

describe("rows", () => {
  const lines = new LogLines(11);
  lines.append(`${"a".repeat(25)}\n\n${esc}[31m${"b".repeat(10)}${esc}[0m\n`);
  test("unwrapped, each line is one", () => {
    const map = new RowMap(lines, null);
    expect([map.count, map.rowOf(13), map.rowOf(99), map.rowOf(0)]).toEqual([3, 2, 2, 0]);
    expect(map.slice(1, 9).map(({ line }) => line)).toEqual([12, 13]);
  });
  test("wrapped, a line takes as many as its letters need, and colours need none", () => {
    const map = new RowMap(lines, 10);
    expect([map.count, map.rowOf(11), map.rowOf(12), map.rowOf(13)]).toEqual([5, 0, 3, 4]);
    expect(map.slice(1, 5)).toEqual([
      { line: 11, start: 10, end: 20, isFirst: false },
      { line: 11, start: 20, end: 30, isFirst: false },
      { line: 12, start: 0, end: 10, isFirst: true },
      { line: 13, start: 0, end: 10, isFirst: true },
    ]);
  });
  test("lines that come later are counted", () => {
    const growing = new LogLines();
    const map = new RowMap(growing, 4);
    expect([map.count, map.slice(0, 5), map.rowOf(1)]).toEqual([0, [], 0]);
    growing.append("12345\n1\n");
    expect([map.count, map.rowOf(2)]).toEqual([3, 2]);
  });
});

describe("search", () => {
  const lines = new LogLines();
  lines.append(`Error: (a+b)\n${esc}[31mer${esc}[1mror${esc}[0m two, error three\nnothing\n`);
  test("finds what is typed as it is, in any case and across colours", () => {
    expect(linesWith(lines, patternOf("ERROR")!, 1, 99)).toEqual([1, 2]);
    expect(linesWith(lines, patternOf("(a+b)")!, 1, 99)).toEqual([1]);
    expect(linesWith(lines, patternOf(".*")!, 1, 99)).toEqual([]);
    expect(patternOf("  ")).toBeNull();
  });
  test("marks each place, also where colours change inside it or a line is wrapped", () => {
    const marked = (start?: number, end?: number) => segmentsOf(lines.at(2), patternOf("error"), start, end).map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join("");
    expect(marked()).toBe("[er][ror] two, [error] three");
    expect(marked(0, 12)).toBe("[er][ror] two, [e]");
    expect(marked(12, 40)).toBe("[rror] three");
  });
  test("goes on, goes back, and goes round", () => {
    expect([stepTo([3, 7], 0, 1), stepTo([3, 7], 3, 1), stepTo([3, 7], 7, 1), stepTo([3, 7], 3, -1), stepTo([3, 7], 9, -1), stepTo([], 1, 1)]).toEqual([0, 1, 0, 1, 1, -1]);
  });
});
