import { describe, expect, test } from "vitest";
import { percentOf } from "./rules.ts";
import { placeInLine } from "./share.ts";

const start = new Date("2026-11-01T00:00:00Z");
const after = (hours: number) => new Date(start.getTime() + hours * 3_600_000);
const clock = { startPercent: 10, hours: 100, elapsedMs: 0, runningSince: start };
const clients = Array.from({ length: 20_000 }, (_, n) => `client-${n}.example`);
const [one, other] = ["3f0e5c0e-5b6b-4c38-9d0d-0d9a4d1d6f10", "9a9f37a3-0c73-4c05-8d3b-64b1ba3d3f52"];
const reached = (rollout: string, percent: number) => new Set(clients.filter((client) => placeInLine(rollout, client) < percent));

describe("the share", () => {
  test.each([[0, 10], [1, 10.9], [50, 55], [99.999, 99.99], [100, 100], [1_000, 100], [-5, 10]])("after %d hours: %d percent", (hours, percent) => expect(percentOf(clock, after(hours))).toBe(percent));
  test("stands still while it is paused, and goes on from there", () => {
    const paused = { ...clock, elapsedMs: 50 * 3_600_000, runningSince: null };
    expect(percentOf(paused, after(1_000))).toBe(55);
    expect(percentOf({ ...paused, runningSince: after(1_000) }, after(1_010))).toBe(64);
  });
  test("never shrinks, hour by hour, and neither when the clock is set back", () => {
    let before = 0;
    for (let hours = 0; hours <= 120; hours += 0.25) {
      const now = percentOf(clock, after(hours));
      expect(now).toBeGreaterThanOrEqual(before);
      before = now;
    }
    expect(percentOf({ ...clock, elapsedMs: 3_600_000 }, after(-10))).toBe(10.9);
  });
});

describe("the line of clients", () => {
  test("a client has the same place every time, everywhere", () => {
    expect(placeInLine(one, "web-1")).toBe(placeInLine(one, "web-1"));
    // Written down: another release of the product must not reshuffle a running rollout.
    expect(placeInLine(one, "web-1")).toBeCloseTo(27.526242937892675, 6);
  });
  test("who was reached stays reached as the share grows, up to everybody", () => {
    let before = new Set<string>();
    for (let percent = 0; percent <= 100; percent += 2.5) {
      const now = reached(one, percent);
      expect(before.isSubsetOf(now)).toBe(true);
      before = now;
    }
    expect(before.size).toBe(clients.length);
    expect(reached(one, 0).size).toBe(0);
  });
  test.each([1, 10, 50, 90])("%d percent of the clients are reached by that share", (percent) => {
    expect(Math.abs((reached(one, percent).size / clients.length) * 100 - percent)).toBeLessThan(1);
  });
  test("another rollout begins with others", () => {
    const both = reached(one, 10).intersection(reached(other, 10));
    expect(both.size / clients.length).toBeLessThan(0.02);
  });
});
