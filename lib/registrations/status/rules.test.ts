import { expect, test } from "vitest";
import { chooseFindings, chooseLines, historyDays, historyOf, stateOf, worstOf } from "./rules.ts";

const now = new Date("2026-03-31T12:00:00Z");

test("a finding breaks every day that it touches; days without a look are unseen", () => {
  const looked = new Set(["2026-03-28", "2026-03-29", "2026-03-30", "2026-03-31"]);
  const history = historyOf([{ foundAt: new Date("2026-03-28T23:59:00Z"), endedAt: new Date("2026-03-29T00:01:00Z") }, { foundAt: new Date("2026-03-31T11:00:00Z"), endedAt: null }], looked, now);
  expect(history).toHaveLength(historyDays);
  expect(history.slice(-5)).toEqual([
    { day: "2026-03-27", state: "unseen" },
    { day: "2026-03-28", state: "broken" },
    { day: "2026-03-29", state: "broken" },
    { day: "2026-03-30", state: "kept" },
    { day: "2026-03-31", state: "broken" },
  ]);
});

test("nobody knows what nobody has looked at for five minutes", () => {
  expect(stateOf(false, new Date("2026-03-31T11:56:00Z"), now)).toBe("kept");
  expect(stateOf(true, new Date("2026-03-31T11:56:00Z"), now)).toBe("broken");
  expect(stateOf(false, new Date("2026-03-31T11:54:00Z"), now)).toBe("unknown");
  expect(stateOf(true, null, now)).toBe("unknown");
});

test("the worst state speaks for all", () => {
  expect(worstOf(["kept", "unknown"])).toBe("unknown");
  expect(worstOf(["unknown", "broken", "kept"])).toBe("broken");
  expect(worstOf([])).toBe("kept");
});

test("of many lines those are shown that are not as they should be, broken ones first; of few, or when asked, all", () => {
  const line = (name: string, broken: ("latest" | "prev")[] = [], pending = 0) => ({ line: name, image: name, latest: null, prev: null, hidden: 0, pending, broken });
  const many = [...Array.from({ length: 30 }, (_, at) => line(`kept-${at}`)), line("pending", [], 1), line("broken", ["latest"])];
  expect(chooseLines(many, false).map(({ line: name }) => name)).toEqual(["broken", "pending"]);
  expect(chooseLines(many, true)).toHaveLength(32);
  expect(chooseLines(many.slice(0, 5), false)).toHaveLength(5);
});

test("every open finding is shown, and some of those that are over", () => {
  const finding = (endedAt: Date | null) => ({ cloud: "one", image: "x", kind: "stale", invariant: "fresh", detail: "", foundAt: now, endedAt, repaired: false }) as const;
  const open = Array.from({ length: 40 }, () => finding(null));
  const over = Array.from({ length: 50 }, () => finding(now));
  expect(chooseFindings([...open, ...over], false)).toEqual(open);
  expect(chooseFindings(over, false)).toHaveLength(30);
  expect(chooseFindings([...open, ...over], true)).toHaveLength(90);
});
