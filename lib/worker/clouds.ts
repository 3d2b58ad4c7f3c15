import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Actor } from "#lib/auth/actor.ts";
import type { Env } from "#lib/env.ts";
import { messageOf } from "#lib/errors.ts";
import { subscribe } from "#lib/events/listen.ts";
import { readCloudsFile, type CloudConfig } from "#lib/glance/clouds-file.ts";
import { openGlance } from "#lib/glance/open.ts";
import type { Logger } from "#lib/log.ts";
import { openCloudQueue, type CloudJob, type CloudQueue } from "#lib/queue/clouds.ts";
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
/** Jobs beside one look at each cloud: plans, while an upload takes long. */
const sparePlaces = 2;

export type CloudsOptions = { env: Env; actor: Actor; storage: Storage; log: Logger };

/**
 * Keeps all configured clouds as the catalog wants them: at every news of the catalog, when an admin asks, and every 20
 * seconds. The configuration is read again when its file has changed. A worker without one does nothing, and leaves the clouds
 * to those that have one.
 */
export async function keepClouds(options: CloudsOptions): Promise<{ stop: () => Promise<void> }> {
  const { env, log } = options;
  const { OS_CLIENT_CONFIG_FILE: file, DATABASE_URL: databaseUrl } = env;
  // A worker that only builds has no such file; that says nothing about the clouds of the others.
  if (!file || !databaseUrl) return { stop: async () => undefined };
  const ending = new AbortController();
  const queue = await openCloudQueue(databaseUrl, log);
  let reconcilers = new Map<string, Reconciler>();
  const clouds = () => [...reconcilers.keys()];
  const work = async (job: CloudJob, cloud: string) => {
    const reconciler = reconcilers.get(cloud);
    if (!reconciler) return;
    if (job === "plan") await workOutPlan(reconciler);
    else await reconcile(reconciler);
  };
  const configure = async () => {
    reconcilers = await openReconcilers(options, ending.signal, "all").catch(async (error: unknown) => {
      // A mistake in a file of the operator must not keep builds from being made.
      log.error({ error: messageOf(error) }, "the clouds are not configured rightly");
      await recordBrokenConfiguration(messageOf(error));
      return new Map<string, Reconciler>();
    });
    await queue.rest();
    if (reconcilers.size > 0) await queue.work(reconcilers.size + sparePlaces, work);
    log.info({ clouds: clouds() }, "keeping clouds");
  };
  const warn = (cloud: string) => (error: unknown) => log.warn({ cloud, error: messageOf(error) }, "a cloud could not be offered");
  const lookAtAll = () => {
    for (const cloud of clouds()) void queue.offer("look", cloud).catch(warn(cloud));
  };
  const lookInTurn = () => {
    for (const cloud of clouds()) void queue.offerEvery("look", cloud, lookSeconds).catch(warn(cloud));
  };
  let stamp = await stampOf(file);
  await configure();
  let news: NodeJS.Timeout | undefined;
  const unsubscribes = [
    await subscribe("catalog", () => {
      clearTimeout(news);
      news = setTimeout(lookAtAll, newsPauseMs);
    }),
    await subscribe("cloud-wish", (wish) => offerWish(queue, clouds(), wish).catch(warn(wish ?? "all"))),
  ];
  const takeTurn = async () => {
    const present = await stampOf(file);
    if (present === stamp) return lookInTurn();
    stamp = present;
    await configure();
    lookAtAll();
  };
  let turn = Promise.resolve();
  const timer = setInterval(() => {
    turn = turn.then(takeTurn).catch(warn("all"));
  }, (lookSeconds * 1_000) / 2);
  const signatures = keepSignatures({ queue, onNews: lookAtAll, log, signal: ending.signal });
  lookInTurn();
  return {
    stop: async () => {
      clearInterval(timer);
      clearTimeout(news);
      for (const unsubscribe of unsubscribes) unsubscribe();
      ending.abort();
      await Promise.all([signatures, turn]);
      await queue.close();
    },
  };
}

/** Tells whether `clouds.yaml`, or `secure.yaml` beside it, is another one than before. */
async function stampOf(file: string): Promise<string> {
  const stamps = [file, join(dirname(file), "secure.yaml")].map((path) => stat(path).then(({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`, () => "none"));
  return (await Promise.all(stamps)).join(", ");
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

/**
 * A reconciler for each cloud of `OS_CLIENT_CONFIG_FILE`, by name. The database learns that there are these clouds (`present`),
 * or that there are these and no others (`all`). Throws `GlanceError` with code `configuration`.
 */
export async function openReconcilers({ env, actor, storage, log }: CloudsOptions, signal: AbortSignal, recorded: "all" | "present" | "nothing"): Promise<Map<string, Reconciler>> {
  if (!env.OS_CLIENT_CONFIG_FILE) return new Map();
  const configs = await readCloudsFile(env.OS_CLIENT_CONFIG_FILE);
  if (recorded !== "nothing") await recordClouds(configs.map(policyOf), { areAll: recorded === "all" });
  const openBytes = (key: string) => storage.openRead(key);
  return new Map(configs.map((config) => [config.name, { actor, policy: policyOf(config), glance: openGlance(config, { signal }), publicUrl: env.PUBLIC_URL, openBytes, log, signal }]));
}

function policyOf({ name, usage }: CloudConfig): CloudPolicy {
  return { name, drift: usage.drift, visibility: usage.visibility, isProtected: usage.protected, upload: usage.upload };
}
