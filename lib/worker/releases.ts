import { setTimeout as sleep } from "node:timers/promises";
import { systemActor } from "#lib/auth/actor.ts";
import { listDuePromotions } from "#lib/channels/policy/data.ts";
import { promoteDue } from "#lib/channels/policy/mutations.ts";
import { messageOf } from "#lib/errors.ts";
import type { Logger } from "#lib/log.ts";
import { listFinishedRollouts } from "#lib/rollouts/data.ts";
import { completeRollout } from "#lib/rollouts/mutations.ts";

const roundMs = 60_000;
const policy = systemActor("policy");
const rollouts = systemActor("rollout");

/**
 * Promotes what rollouts and policies have brought so far. Each promotion looks again under the image's lock, so that any
 * number of workers may run this; what one of them cannot do stops no other image.
 */
export async function keepPromises(log: Logger, now = new Date()): Promise<{ completed: number; promoted: number }> {
  const attempt = async (image: string, act: () => Promise<unknown>) => {
    try {
      return (await act()) ? 1 : 0;
    } catch (error) {
      log.warn({ image, error: messageOf(error) }, "a promotion failed, trying again later");
      return 0;
    }
  };
  const done = { completed: 0, promoted: 0 };
  for (const { rolloutId, image } of await listFinishedRollouts(rollouts, now)) done.completed += await attempt(image, () => completeRollout(rollouts, { rolloutId }, now));
  for (const { image, ...ids } of await listDuePromotions(policy)) done.promoted += await attempt(image, () => promoteDue(policy, ids));
  if (done.completed + done.promoted > 0) log.info(done, "promotions by policy and rollout");
  return done;
}

/** Keeps policies and rollouts going every minute, until `signal` aborts. */
export async function keepReleases(log: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await keepPromises(log).catch((error: unknown) => log.warn({ error: messageOf(error) }, "policies and rollouts failed, trying again later"));
    await sleep(roundMs, undefined, { signal }).catch(() => undefined);
  }
}
