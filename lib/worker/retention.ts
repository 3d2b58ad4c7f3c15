import { setTimeout as sleep } from "node:timers/promises";
import type { Actor } from "#lib/auth/actor.ts";
import { messageOf } from "#lib/errors.ts";
import type { Logger } from "#lib/log.ts";
import { storageFolderOf } from "#lib/publishing/file-names.ts";
import { listBytesToRemove, listDue, listKeptTooLong } from "#lib/retention/data.ts";
import { bytesRemoved, expire, forgetKept } from "#lib/retention/mutations.ts";
import type { Storage } from "#lib/storage/types.ts";

const roundMs = 15 * 60_000;

export type Keeper = { actor: Actor; storage: Storage; log: Logger };

/**
 * Lets builds expire whose time is over, then removes their bytes, and those of failed builds that nobody has let go on. Two steps, because a storage knows no transaction: what
 * a worker that died has left in storage, the next round of any worker removes.
 */
export async function enforceRetention({ actor, storage, log }: Keeper, now = new Date()): Promise<{ expired: number; freed: number }> {
  let expired = 0;
  for (const buildId of await listDue(now)) {
    const outcome = await expire(actor, buildId, now);
    // Another worker may have been faster, or an admin may hold it since.
    if (outcome.ok) expired += 1;
    else log.info({ build: buildId, code: outcome.code }, outcome.message);
  }
  let freed = 0;
  for (const buildId of await listKeptTooLong(now)) {
    await storage.removePrefix(storageFolderOf(buildId));
    await forgetKept(buildId);
    freed += 1;
  }
  for (const { buildId, keys } of await listBytesToRemove()) {
    for (const key of keys) await storage.removePrefix(key);
    await bytesRemoved(buildId);
    freed += 1;
  }
  if (expired + freed > 0) log.info({ expired, freed }, "retention");
  return { expired, freed };
}

/** Enforces the retention every quarter of an hour, until `signal` aborts. */
export async function keepRetention(keeper: Keeper, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await enforceRetention(keeper).catch((error: unknown) => keeper.log.warn({ error: messageOf(error) }, "retention failed, trying again later"));
    await sleep(roundMs, undefined, { signal }).catch(() => undefined);
  }
}
