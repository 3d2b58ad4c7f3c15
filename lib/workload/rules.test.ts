import { describe, expect, test } from "vitest";
import { expectedEnd, expectedStarts, type Slot } from "./rules.ts";

const now = new Date("2026-11-26T02:00:00Z");
const minute = (count: number) => new Date(now.getTime() + count * 60_000);
const bios = ["diskimage-builder-bios"];
const slot = (freeAt: Date | null, kinds: readonly string[] = bios): Slot => ({ kinds, freeAt });
const build = (minutes: number | null, firmware = "bios") => ({ firmware, usualMs: minutes === null ? null : minutes * 60_000 });
const minutes = (starts: ReturnType<typeof expectedStarts>) => starts.map((start) => (typeof start === "string" ? start : (start.at.getTime() - now.getTime()) / 60_000));

describe("when queued builds should begin", () => {
  test("an idle worker takes the first at once, the others follow one after the other", () => {
    expect(minutes(expectedStarts([slot(now)], [build(20), build(10), build(5)], now))).toEqual([0, 20, 30]);
  });

  test("two workers share the queue: each build goes to the one that is free sooner", () => {
    expect(minutes(expectedStarts([slot(minute(3)), slot(now)], [build(20), build(10), build(5)], now))).toEqual([0, 3, 13]);
  });

  test("a worker that should have been free already is taken to be free now", () => {
    expect(minutes(expectedStarts([slot(minute(-30))], [build(20), build(1)], now))).toEqual([0, 20]);
  });

  test("a build waits for a worker that can build its firmware, whoever else is idle", () => {
    const slots = [slot(now), slot(minute(7), ["diskimage-builder-uefi", "kiwi-uefi"])];
    expect(minutes(expectedStarts(slots, [build(20, "uefi"), build(10)], now))).toEqual([7, 0]);
  });

  test("without a worker that can, none begins; without a past, what follows is unknown", () => {
    expect(expectedStarts([], [build(1)], now)).toEqual(["no-worker"]);
    expect(expectedStarts([slot(now, [])], [build(1)], now)).toEqual(["no-worker"]);
    expect(minutes(expectedStarts([slot(now)], [build(null), build(10)], now))).toEqual([0, "unknown"]);
    expect(minutes(expectedStarts([slot(null), slot(minute(4))], [build(10), build(10)], now))).toEqual([4, 14]);
  });

  test("the slots that were given are left as they are", () => {
    const slots = [slot(now)];
    expect(expectedStarts(slots, [build(20)], now)).toEqual(expectedStarts(slots, [build(20)], now));
  });
});

test("a late build should end any moment; without a past nobody knows", () => {
  expect(expectedEnd(minute(-5), 20 * 60_000, now)).toEqual(minute(15));
  expect(expectedEnd(minute(-50), 20 * 60_000, now)).toEqual(now);
  expect([expectedEnd(minute(-5), null, now), expectedEnd(null, 1, now)]).toEqual([null, null]);
});
