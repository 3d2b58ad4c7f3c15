import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "#lib/errors.ts";

/** Asks again and again until `ask` succeeds, and returns its answer; throws what it said last after `timeoutMs`. */
export async function waitUntilReady<Answer>(ask: () => Promise<Answer>, timeoutMs: number, what: string): Promise<Answer> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`${what} did not come up within ${timeoutMs / 1000} s: ${messageOf(error)}`, { cause: error });
      await sleep(100);
    }
  }
}
