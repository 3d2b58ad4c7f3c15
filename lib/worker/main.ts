import { mkdir, readdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { systemActor } from "#lib/auth/actor.ts";
import { probeAccelerator } from "#lib/boot-test/accelerator.ts";
import { cleanUpAfterCrash } from "#lib/builders/cleanup.ts";
import { diskimageBuilder } from "#lib/builders/diskimage-builder.ts";
import { db } from "#lib/db.ts";
import { readEnv } from "#lib/env.ts";
import { onEndRequested } from "#lib/lifecycle.ts";
import { createLogger } from "#lib/log.ts";
import { openBuildQueue } from "#lib/queue/builds.ts";
import { registerWorker, retireDeadWorkersOfThisHost, retireWorker } from "#lib/workers/mutations.ts";
import { createSigningClient } from "#lib/signing/client.ts";
import { openStorage } from "#lib/storage/open.ts";
import { keepClouds } from "./clouds.ts";
import { keepHouse } from "./housekeeping.ts";
import { keepNotifications } from "./notifications.ts";
import { keepReleases } from "./releases.ts";
import { keepRetention } from "./retention.ts";
import { keepRevocations } from "./revocations.ts";
import { runBuild, type StopReason } from "./run.ts";
import { keepSchedule, probeWith } from "./schedule.ts";
import type { Workshop } from "./stage-run.ts";
import product from "../../package.json" with { type: "json" };
import { takeBuild } from "./take.ts";

const env = readEnv();
const log = createLogger("worker", env.LOG_LEVEL);
if (!env.DATABASE_URL) throw new Error("DATABASE_URL is not set: start everything with `npm start`, or name the database that the portal uses.");

const workRoot = join(env.DATA_DIR, "work");
const workshop: Workshop = {
  actor: systemActor(`worker on ${hostname()}`),
  log,
  storage: openStorage(env.STORAGE_URL),
  signer: createSigningClient(env.SIGNING_SOCKET),
  publicUrl: env.PUBLIC_URL,
  productVersion: product.version,
  cacheDir: join(env.DATA_DIR, "cache"),
  workDirOf: (buildId) => join(workRoot, buildId),
  mirror: env.BUILD_MIRROR,
  securityMirror: env.BUILD_SECURITY_MIRROR,
};

await Promise.all([workRoot, workshop.cacheDir].map((folder) => mkdir(folder, { recursive: true })));
await retireDeadWorkersOfThisHost();
const [builder, accelerator] = await Promise.all([diskimageBuilder.probe(), probeAccelerator()]);
const kinds = builder.available ? builder.firmwares.map((firmware) => `${builder.builder}-${firmware}`) : [];
const workerId = await registerWorker(`${hostname()}-${process.pid}`, { ...builder, accelerator, kinds });
await sweepWorkFolders();

const ending = new AbortController();
const running = new Map<string, AbortController>();
const queue = await openBuildQueue(env.DATABASE_URL, log);
const house = keepHouse({ workerId, queue, running, log });
const retention = keepRetention(workshop, ending.signal);
const schedule = keepSchedule({ actor: workshop.actor, log, probe: probeWith(workshop) }, ending.signal);
const notifications = keepNotifications({ env, log }, ending.signal);
const releases = keepReleases(log, ending.signal);
const revocations = keepRevocations(workshop, ending.signal);
const clouds = await keepClouds({ env, actor: workshop.actor, storage: workshop.storage, log });
onEndRequested(() => {
  ending.abort();
  for (const run of running.values()) run.abort("shutdown" satisfies StopReason);
  queue.wake();
});

log.info({ kinds, accelerator, reason: builder.reason }, kinds.length > 0 ? "worker ready" : "worker ready, but it cannot build");
await queue.work(
  kinds,
  async (buildId) => {
    const lease = await takeBuild(buildId, workerId, workshop.actor);
    if (!lease) return;
    const stop = new AbortController();
    running.set(buildId, stop);
    if (ending.signal.aborted) stop.abort("shutdown" satisfies StopReason);
    await runBuild(workshop, lease, stop.signal).finally(() => running.delete(buildId));
  },
  ending.signal,
);
if (!ending.signal.aborted) await new Promise<void>((done) => ending.signal.addEventListener("abort", () => done(), { once: true }));

await Promise.all([house.stop(), clouds.stop(), retention, revocations, releases, schedule, notifications]);
await retireWorker(workerId);
await queue.close();
await db.$disconnect();
log.info("worker ended");
process.exit(0);

/** Clears what a killed predecessor in this data folder left of its builds: processes, mounts, files. */
async function sweepWorkFolders(): Promise<void> {
  for (const entry of await readdir(workRoot)) await cleanUpAfterCrash(join(workRoot, entry));
}
