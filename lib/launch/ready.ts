import { once } from "node:events";
import { createServer } from "node:net";
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

/** Throws, with what to do, when something else listens where the portal should: its answers would be taken for ours. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen(port, host), "listening");
  } catch (error) {
    throw new Error(`Port ${port} of ${host} cannot be used (${messageOf(error)}). End what listens there, or set PORT to another one.`, { cause: error });
  }
  probe.close();
  await once(probe, "close");
}
