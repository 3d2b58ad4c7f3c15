import { PgBoss } from "pg-boss";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "#lib/log.ts";

// A job is the permit to run a build; the build's own row says who runs it. It only has to outlive the longest build.
const longestBuildSeconds = 6 * 3600;
const pollMs = 2_000;
/** A build that is still queued although its job was fetched so long ago was fetched by a worker that died, in milliseconds. */
const staleFetchMs = 30_000;

/** What a build demands of a worker, `diskimage-builder-bios`. Each kind has a queue of its own. */
export type BuildKind = string;

/** The queues of builds in PostgreSQL (pg-boss). A build has one job at most, whose id is the build's own. */
export type BuildQueue = {
  /** Offers a queued build to the workers that can run its kind; harmless when it is offered already. */
  offer(kind: BuildKind, buildId: string, priority: number): Promise<void>;
  /** Offers a running build again whose worker is gone. */
  offerAgain(kind: BuildKind, buildId: string): Promise<void>;
  /** Runs one build after the other, of the kinds given, until the signal aborts. Resolves when the last one has ended. */
  work(kinds: BuildKind[], run: (buildId: string) => Promise<void>, signal: AbortSignal): Promise<void>;
  /** Looks for work now instead of at the next poll. */
  wake(): void;
  close(): Promise<void>;
};

export async function openBuildQueue(url: string, log: Logger): Promise<BuildQueue> {
  const boss = new PgBoss({ connectionString: url, max: 4 });
  boss.on("error", (error) => log.error({ error: error.message }, "queue"));
  await boss.start();
  const known = new Set<string>();
  let wake: () => void = () => undefined;

  const queueOf = async (kind: BuildKind) => {
    const name = `build-${kind}`;
    if (!known.has(name)) await boss.createQueue(name, { retryLimit: 0, expireInSeconds: longestBuildSeconds });
    known.add(name);
    return name;
  };
  const send = (name: string, buildId: string, priority: number) => boss.send(name, { buildId }, { id: buildId, priority });
  const replace = async (name: string, buildId: string, priority: number) => {
    await boss.deleteJob(name, buildId);
    await send(name, buildId, priority);
  };

  return {
    offer: async (kind, buildId, priority) => {
      const name = await queueOf(kind);
      const [job] = await boss.findJobs(name, { id: buildId });
      if (!job) return void (await send(name, buildId, priority));
      const waits = job.state === "created" || job.state === "retry";
      const justFetched = job.state === "active" && Date.now() - job.startedOn.getTime() < staleFetchMs;
      if (!waits && !justFetched) await replace(name, buildId, priority);
    },
    offerAgain: async (kind, buildId) => replace(await queueOf(kind), buildId, 1_000),
    work: async (kinds, run, signal) => {
      const names = await Promise.all(kinds.map(queueOf));
      while (!signal.aborted) {
        const job = await fetchFirst(boss, names);
        if (job) {
          await run(job.buildId);
          await boss.deleteJob(job.queue, job.buildId);
          continue;
        }
        const woken = new Promise<void>((done) => (wake = done));
        await Promise.race([woken, sleep(pollMs, undefined, { signal }).catch(() => undefined)]);
      }
    },
    wake: () => wake(),
    close: () => boss.stop({ graceful: true, timeout: 10_000, close: true }),
  };
}

async function fetchFirst(boss: PgBoss, names: string[]): Promise<{ queue: string; buildId: string } | null> {
  for (const queue of names) {
    const [job] = await boss.fetch<{ buildId: string }>(queue, { batchSize: 1 });
    if (job) return { queue, buildId: job.data.buildId };
  }
  return null;
}
