import type { Actor } from "#lib/auth/actor.ts";
import type { Env } from "#lib/env.ts";
import { messageOf } from "#lib/errors.ts";
import { subscribe } from "#lib/events/listen.ts";
import { readCloudsFile, type CloudConfig } from "#lib/glance/clouds-file.ts";
import { openGlance } from "#lib/glance/open.ts";
import type { Logger } from "#lib/log.ts";
import { openCloudQueue, type CloudQueue } from "#lib/queue/clouds.ts";
import { recordPlan } from "#lib/registrations/control/mutations.ts";
import { recordBrokenConfiguration } from "#lib/registrations/looks/mutations.ts";
import { recordClouds } from "#lib/registrations/mutations.ts";
import { preview, reconcile } from "#lib/registrations/reconcile.ts";
import { lookSeconds } from "#lib/registrations/rules.ts";
import type { Reconciler } from "#lib/registrations/run-steps.ts";
import type { CloudPolicy } from "#lib/registrations/schema.ts";
import type { Storage } from "#lib/storage/types.ts";
import { keepSignatures } from "./signatures.ts";

/** News of the catalog come in crowds; one look is enough for those that come together. */
const newsPauseMs = 500;
const cloudsAtOnce = 4;

export type CloudsOptions = { env: Env; actor: Actor; storage: Storage; log: Logger };

/**
 * Keeps all configured clouds as the catalog wants them: at every news of the catalog, when an admin asks, and every 20
 * seconds. A worker without a configuration does nothing, and leaves the clouds to those that have one.
 */
export async function keepClouds(options: CloudsOptions): Promise<{ stop: () => Promise<void> }> {
  const { env, log } = options;
  const ending = new AbortController();
  const reconcilers = await openReconcilers(options, ending.signal).catch(async (error: unknown) => {
    // A mistake in a file of the operator must not keep builds from being made.
    log.error({ error: messageOf(error) }, "the clouds are not configured rightly");
    await recordBrokenConfiguration(messageOf(error));
    return new Map<string, Reconciler>();
  });
  if (reconcilers.size === 0 || !env.DATABASE_URL) return { stop: async () => undefined };
  const queue = await openCloudQueue(env.DATABASE_URL, log);
  const clouds = [...reconcilers.keys()];
  const warn = (cloud: string) => (error: unknown) => log.warn({ cloud, error: messageOf(error) }, "a cloud could not be offered");
  const lookAtAll = () => {
    for (const cloud of clouds) void queue.offer("look", cloud).catch(warn(cloud));
  };
  const lookInTurn = () => {
    for (const cloud of clouds) void queue.offerEvery("look", cloud, lookSeconds).catch(warn(cloud));
  };
  let news: NodeJS.Timeout | undefined;
  const unsubscribes = [
    await subscribe("catalog", () => {
      clearTimeout(news);
      news = setTimeout(lookAtAll, newsPauseMs);
    }),
    await subscribe("cloud-wish", (wish) => offerWish(queue, clouds, wish).catch(warn(wish ?? "all"))),
  ];
  const timer = setInterval(lookInTurn, (lookSeconds * 1_000) / 2);
  await queue.work(cloudsAtOnce, async (job, cloud) => {
    const reconciler = reconcilers.get(cloud);
    if (!reconciler) return;
    if (job === "plan") await workOutPlan(reconciler);
    else await reconcile(reconciler);
  });
  const signatures = keepSignatures({ queue, onNews: lookAtAll, log, signal: ending.signal });
  lookInTurn();
  log.info({ clouds }, "keeping clouds");
  return {
    stop: async () => {
      clearInterval(timer);
      clearTimeout(news);
      for (const unsubscribe of unsubscribes) unsubscribe();
      ending.abort();
      await signatures;
      await queue.close();
    },
  };
}

/** What an admin asked for, as the database announces it: `plan:CLOUD` or `look:CLOUD`; null after a lost connection. */
async function offerWish(queue: CloudQueue, clouds: string[], wish: string | null): Promise<void> {
  const [job, cloud] = wish === null ? [] : [wish.slice(0, 4), wish.slice(5)];
  if ((job === "plan" || job === "look") && cloud && clouds.includes(cloud)) return queue.offer(job, cloud);
  if (wish === null) for (const one of clouds) await queue.offer("look", one);
}

async function workOutPlan(reconciler: Reconciler): Promise<void> {
  const { name } = reconciler.policy;
  try {
    const { steps, findings, refused } = await preview(reconciler);
    await recordPlan(name, { steps, findings, failure: refused[0]?.message ?? null });
  } catch (error) {
    await recordPlan(name, { steps: [], findings: [], failure: messageOf(error) });
  }
}

/** A reconciler for each cloud of `OS_CLIENT_CONFIG_FILE`, by name; unless it is only for a plan, the database learns of these clouds. */
export async function openReconcilers({ env, actor, storage, log }: CloudsOptions, signal: AbortSignal, isPlan = false): Promise<Map<string, Reconciler>> {
  // A worker that only builds has no such file; that says nothing about the clouds of the others.
  if (!env.OS_CLIENT_CONFIG_FILE) return new Map();
  const configs = await readCloudsFile(env.OS_CLIENT_CONFIG_FILE);
  if (!isPlan) await recordClouds(configs.map(policyOf));
  const openBytes = (key: string) => storage.openRead(key);
  return new Map(configs.map((config) => [config.name, { actor, policy: policyOf(config), glance: openGlance(config, { signal }), publicUrl: env.PUBLIC_URL, openBytes, log, signal }]));
}

function policyOf({ name, usage }: CloudConfig): CloudPolicy {
  return { name, drift: usage.drift, visibility: usage.visibility, isProtected: usage.protected, upload: usage.upload };
}
