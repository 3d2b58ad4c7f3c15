import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#lib/db.ts";
import { messageOf } from "#lib/errors.ts";
import type { Logger } from "#lib/log.ts";
import type { Storage } from "#lib/storage/types.ts";
import { answerPlain } from "./plain-answer.ts";

/** Checks by name; each resolves when its part works and rejects with the reason when not. */
export type ReadinessChecks = Record<string, () => Promise<unknown>>;

const checkTimeoutMs = 3_000;

/** The checks of a web process: the database answers, and the storage takes a byte. */
export function webReadiness(database: Pick<Database, "$queryRaw">, storage: Pick<Storage, "putBytes" | "removePrefix">): ReadinessChecks {
  return {
    database: () => database.$queryRaw`select 1`,
    storage: async () => {
      const key = `readiness/web-${process.pid}`;
      await storage.putBytes(key, "ready\n");
      await storage.removePrefix(key);
    },
  };
}

/** `/readyz`: 200 when all checks pass, else 503. Reasons go to the log only, since they may name hosts. */
export async function answerReadiness(response: ServerResponse, checks: ReadinessChecks, log: Logger): Promise<void> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await withTimeout(check());
        return [name, "ok"] as const;
      } catch (error) {
        log.warn({ check: name, reason: messageOf(error) }, "not ready");
        return [name, "failed"] as const;
      }
    }),
  );
  const status = results.every(([, result]) => result === "ok") ? 200 : 503;
  answerPlain(response, { status, body: `${JSON.stringify(Object.fromEntries(results))}\n`, type: "application/json; charset=utf-8" });
}

async function withTimeout(check: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const late = sleep(checkTimeoutMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`no answer within ${checkTimeoutMs / 1000} s`);
  });
  late.catch(() => undefined);
  try {
    await Promise.race([check, late]);
  } finally {
    timer.abort();
  }
}
