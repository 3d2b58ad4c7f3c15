import { expect, test } from "vitest";
import { historyDays, historyOf, stateOf, worstOf } from "./rules.ts";

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
