import { describe, expect, test } from "vitest";
import { fullOn, growthOf, historyDays, historyOf, isDiskLow } from "./rules.ts";

const now = new Date("2026-12-02T10:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

describe("what was held before", () => {
  const history = historyOf(100, [{ day: "2026-12-02", bytes: 30 }, { day: "2026-12-01", bytes: -10 }, { day: "2026-11-30", bytes: 5 }], now);

  test("is what is held now without what came since, and with what went since", () => {
    expect(history).toHaveLength(historyDays + 1);
    expect(history.slice(-4).map(({ bytes }) => bytes)).toEqual([75, 80, 70, 100]);
    expect(history[0]?.bytes).toBe(75);
  });

  test("ends now; every day before at its end", () => {
    expect(history.at(-1)?.day).toEqual(now);
    expect(history.at(-2)?.day.toISOString()).toBe("2026-12-01T23:59:59.999Z");
  });
});

describe("growth", () => {
  const history = [{ day: daysAgo(30), bytes: 40 }, { day: now, bytes: 100 }];
  test("is the mean of 30 days", () => expect(growthOf(history, daysAgo(400), now)).toBe(2));
  test("of a young factory is that of its own days", () => expect(growthOf([{ day: daysAgo(30), bytes: 0 }, { day: now, bytes: 100 }], daysAgo(5), now)).toBe(20));
  test("is unknown in the first three days and without files", () => {
    expect(growthOf(history, daysAgo(2.9), now)).toBeNull();
    expect(growthOf(history, null, now)).toBeNull();
  });
});

test("a disk is full when what is free has been used up at this rate", () => {
  expect(fullOn({ freeBytes: 100, totalBytes: 200 }, 10, now)).toEqual(new Date("2026-12-12T10:00:00Z"));
  expect([fullOn({ freeBytes: 100, totalBytes: 200 }, 0, now), fullOn({ freeBytes: 100, totalBytes: 200 }, null, now), fullOn(null, 10, now), fullOn({ freeBytes: 1e18, totalBytes: 1e18 }, 0.001, now)]).toEqual([null, null, null, null]);
});

test.each([
  ["a tenth is free", { freeBytes: 10, totalBytes: 100 }, null, false],
  ["less than a tenth is free", { freeBytes: 9, totalBytes: 100 }, null, true],
  ["less than a tenth of a large disk is free, and that is much", { freeBytes: 21 * 2 ** 30, totalBytes: 2 ** 40 }, null, false],
  ["so little of a large disk is free that one night may fill it", { freeBytes: 19 * 2 ** 30, totalBytes: 2 ** 40 }, null, true],
  ["full in 29 days", { freeBytes: 90, totalBytes: 100 }, daysAgo(-29), true],
  ["full in 31 days", { freeBytes: 90, totalBytes: 100 }, daysAgo(-31), false],
  ["nobody knows", null, null, false],
])("low: %s", (_title, disk, date, expected) => expect(isDiskLow({ disk, fullOn: date }, now)).toBe(expected));
