import type { Actor } from "#lib/auth/actor.ts";
import type { Env } from "#lib/env.ts";
import { messageOf } from "#lib/errors.ts";
import { subscribe } from "#lib/events/listen.ts";
import { readCloudsFile, type CloudConfig } from "#lib/glance/clouds-file.ts";
import { openGlance } from "#lib/glance/open.ts";
import type { Logger } from "#lib/log.ts";
import { openCloudQueue } from "#lib/queue/clouds.ts";
import { recordBrokenConfiguration } from "#lib/registrations/looks/mutations.ts";
import { recordClouds } from "#lib/registrations/mutations.ts";
import { reconcile } from "#lib/registrations/reconcile.ts";
import type { Reconciler } from "#lib/registrations/run-steps.ts";
import type { CloudPolicy } from "#lib/registrations/schema.ts";
import type { Storage } from "#lib/storage/types.ts";

/** Each look reads the visible or the hidden images in turn: what changes in a cloud is seen within twice this time. */
const lookSeconds = 20;
/** News of the catalog come in crowds; one look is enough for those that come together. */
const newsPauseMs = 500;
const cloudsAtOnce = 4;

export type CloudsOptions = { env: Env; actor: Actor; storage: Storage; log: Logger };

/** Keeps all configured clouds as the catalog wants them: at every news of the catalog, and every 20 seconds. Without a configuration it does nothing. */
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
  const offerAll = (offer: (cloud: string) => Promise<void>) => {
    for (const cloud of reconcilers.keys()) void offer(cloud).catch((error: unknown) => log.warn({ cloud, error: messageOf(error) }, "a cloud could not be offered"));
  };
  let news: NodeJS.Timeout | undefined;
  const unsubscribe = await subscribe("catalog", () => {
    clearTimeout(news);
    news = setTimeout(() => offerAll(queue.offer), newsPauseMs);
  });
  const look = () => offerAll((cloud) => queue.offerEvery(cloud, lookSeconds));
  const timer = setInterval(look, (lookSeconds * 1_000) / 2);
  await queue.work(cloudsAtOnce, async (cloud) => {
    const reconciler = reconcilers.get(cloud);
    if (reconciler) await reconcile(reconciler);
  });
  look();
  log.info({ clouds: [...reconcilers.keys()] }, "keeping clouds");
  return {
    stop: async () => {
      clearInterval(timer);
      clearTimeout(news);
      unsubscribe();
      ending.abort();
      await queue.close();
    },
  };
}

/** A reconciler for each cloud of `OS_CLIENT_CONFIG_FILE`, by name, and these clouds made known to the database. */
export async function openReconcilers({ env, actor, storage, log }: CloudsOptions, signal: AbortSignal): Promise<Map<string, Reconciler>> {
  const configs = env.OS_CLIENT_CONFIG_FILE ? await readCloudsFile(env.OS_CLIENT_CONFIG_FILE) : [];
  await recordClouds(configs.map(policyOf));
  const openBytes = (key: string) => storage.openRead(key);
  return new Map(configs.map((config) => [config.name, { actor, policy: policyOf(config), glance: openGlance(config, { signal }), publicUrl: env.PUBLIC_URL, openBytes, log, signal }]));
}

function policyOf({ name, usage }: CloudConfig): CloudPolicy {
  return { name, drift: usage.drift, visibility: usage.visibility, isProtected: usage.protected, upload: usage.upload };
}
