import { expect, it } from "vitest";
import { makeTurns } from "./turns.ts";

const never = new AbortController().signal;
const later = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

it("lets so many act at once, in their order", async () => {
  const inTurn = makeTurns(2);
  const log: string[] = [];
  let acting = 0;
  let most = 0;
  await Promise.all(["a", "b", "c", "d", "e"].map((name) => inTurn(never, async () => {
    acting += 1;
    most = Math.max(most, acting);
    log.push(name);
    await later();
    acting -= 1;
  })));
  expect(log).toEqual(["a", "b", "c", "d", "e"]);
  expect(most).toBe(2);
});

it("hands the turn on after a failure, and past those who gave up", async () => {
  const inTurn = makeTurns(1);
  const stopping = new AbortController();
  const acted: string[] = [];
  const act = (name: string) => async () => void acted.push(name);
  const first = inTurn(never, async () => {
    await later();
    throw new Error("broken");
  });
  const second = expect(inTurn(stopping.signal, act("second"))).rejects.toThrow(/abort/i);
  const third = inTurn(never, act("third"));
  stopping.abort();
  await expect(first).rejects.toThrow("broken");
  await second;
  await third;
  await inTurn(never, act("fourth"));
  expect(acted).toEqual(["third", "fourth"]);
});
