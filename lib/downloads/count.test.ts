import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createDownloadCounter, type DownloadCounter } from "./count.ts";
import type { DownloadTally } from "./schema.ts";

function setUp(write: (tallies: DownloadTally[]) => Promise<void> = async () => undefined, intervalMs = 60_000) {
  const written: DownloadTally[][] = [];
  const clock = { now: new Date("2026-11-23T23:59:59Z") };
  const errors: unknown[] = [];
  const counter: DownloadCounter = createDownloadCounter({
    write: async (tallies) => {
      await write(tallies);
      written.push(structuredClone(tallies));
    },
    intervalMs,
    now: () => clock.now,
    onError: (error) => errors.push(error),
  });
  return { counter, written, clock, errors };
}

test("downloads of a day become one tally, those of the next day another, in one write", async () => {
  const { counter, written, clock } = setUp();
  counter.record("a");
  counter.record("a");
  counter.record("b");
  clock.now = new Date("2026-11-24T00:00:00Z");
  counter.record("a");
  await counter.close();
  expect(written).toEqual([
    [
      { artifactId: "a", day: "2026-11-23", count: 2 },
      { artifactId: "b", day: "2026-11-23", count: 1 },
      { artifactId: "a", day: "2026-11-24", count: 1 },
    ],
  ]);
});

test("nothing is written when nothing was downloaded", async () => {
  const { counter, written } = setUp();
  await counter.flush();
  await counter.close();
  expect(written).toEqual([]);
});

test("what could not be written is kept and joined with what comes later", async () => {
  let broken = true;
  const { counter, written, errors } = setUp(async () => {
    if (broken) throw new Error("no database");
  });
  counter.record("a");
  await counter.flush();
  expect([written.length, errors.length]).toEqual([0, 1]);
  counter.record("a");
  broken = false;
  await counter.close();
  expect(written).toEqual([[{ artifactId: "a", day: "2026-11-23", count: 2 }]]);
});

test("the end waits for a write under way and writes what came meanwhile", async () => {
  const { counter, written } = setUp(() => sleep(50));
  counter.record("a");
  const first = counter.flush();
  await sleep(10);
  counter.record("b");
  await counter.close();
  await first;
  expect(written.flat().map(({ artifactId, count }) => [artifactId, count])).toEqual([["a", 1], ["b", 1]]);
});

test("the timer writes by itself", async () => {
  const { counter, written } = setUp(undefined, 20);
  counter.record("a");
  await sleep(100);
  expect(written.length).toBe(1);
  await counter.close();
});
