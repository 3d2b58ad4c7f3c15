import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "#lib/errors.ts";
import type { Logger } from "#lib/log.ts";
import type { BuildQueue } from "#lib/queue/builds.ts";
import { loadRecipe } from "#lib/recipes/load.ts";
import { listAbandoned, listCancellationsAskedFor, listQueued, readRun } from "#lib/runs/data.ts";
import { heartbeat } from "#lib/workers/mutations.ts";
import type { StopReason } from "./run.ts";

const roundMs = 2_000;

export type Household = {
  workerId: string;
  queue: BuildQueue;
  /** The runs of this worker, by build. */
  running: Map<string, AbortController>;
  log: Logger;
};

/**
 * What a worker does beside its builds, every two seconds: says that it lives, ends builds that people cancelled, offers
 * queued builds to the queue, and offers the builds of lost workers again.
 */
export function keepHouse(household: Household): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const rounds = (async () => {
    while (!stopping.signal.aborted) {
      // A database that is away for a moment must not end the worker; the next round tries again.
      await round(household).catch((error: unknown) => household.log.warn({ error: messageOf(error) }, "housekeeping failed, trying again"));
      await sleep(roundMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await rounds;
    },
  };
}

async function round({ workerId, queue, running, log }: Household): Promise<void> {
  await heartbeat(workerId);
  const [cancelled, queued, abandoned] = await Promise.all([listCancellationsAskedFor([...running.keys()]), listQueued(), listAbandoned()]);
  for (const buildId of cancelled) running.get(buildId)?.abort("cancelled" satisfies StopReason);
  for (const build of queued) await queue.offer(await kindOf(build.image), build.id, build.priority);
  for (const build of abandoned) {
    log.warn({ build: build.id, stage: build.status }, "a worker was lost; its build is offered again");
    const run = await readRun(build.id);
    if (run) await queue.offerAgain(await kindOf(run.image), build.id);
  }
  if (queued.length + abandoned.length > 0) queue.wake();
}

async function kindOf(image: { recipeName: string | null; firmware: string }): Promise<string> {
  // Without a readable recipe any worker may take the build: its build stage says what is wrong.
  const builder = image.recipeName ? await loadRecipe(image.recipeName).then(({ recipe }) => recipe.builder, () => null) : null;
  return `${builder ?? "diskimage-builder"}-${image.firmware}`;
}
