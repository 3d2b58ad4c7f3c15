import { PgBoss } from "pg-boss";
import type { Logger } from "#lib/log.ts";

const name = "clouds";
/** A job that was fetched so long ago belongs to a worker that is gone; the lock of the cloud, not the job, keeps two apart. */
const longestReconciliationSeconds = 3 * 3600;
const pollSeconds = 2;

/** What is done for a cloud: a look that brings it to what the catalog says, or the plan of such a look alone. */
export type CloudJob = "look" | "plan";

/** The queue of clouds to be reconciled. A job of a cloud waits in it once at most, however often it is offered. */
export type CloudQueue = {
  /** Asks for a job as soon as a worker is free. */
  offer(job: CloudJob, cloud: string): Promise<void>;
  /** The same, but once in `seconds` however many workers ask. */
  offerEvery(job: CloudJob, cloud: string, seconds: number): Promise<void>;
  /** Runs up to `atOnce` jobs at the same time until the queue is closed, or `rest`. */
  work(atOnce: number, run: (job: CloudJob, cloud: string) => Promise<void>): Promise<void>;
  /** Takes no further job: other workers have them. What runs goes on. */
  rest(): Promise<void>;
  /** True for one of all who ask within `seconds`: whoever gets it does what is to be done once in that time. */
  takeTurn(what: string, seconds: number): Promise<boolean>;
  close(): Promise<void>;
};

export async function openCloudQueue(url: string, log: Logger): Promise<CloudQueue> {
  // The queue of builds of the same process keeps the tables of both in order.
  const boss = new PgBoss({ connectionString: url, max: 3, supervise: false, schedule: false });
  boss.on("error", (error) => log.error({ error: error.message }, "queue of clouds"));
  await boss.start();
  await boss.createQueue(name, { policy: "short", retryLimit: 0, expireInSeconds: longestReconciliationSeconds, deleteAfterSeconds: 3600 });
  await boss.createQueue(`${name}-turns`, { retryLimit: 0, retentionSeconds: 3600, deleteAfterSeconds: 3600 });
  const keyOf = (job: CloudJob, cloud: string) => (job === "look" ? cloud : `${job}:${cloud}`);
  return {
    offer: async (job, cloud) => void (await boss.send(name, { job, cloud }, { singletonKey: keyOf(job, cloud) })),
    offerEvery: async (job, cloud, seconds) => void (await boss.send(name, { job, cloud }, { singletonKey: keyOf(job, cloud), singletonSeconds: seconds })),
    work: async (atOnce, run) => {
      for (let lane = 0; lane < atOnce; lane += 1) {
        await boss.work<{ job?: CloudJob; cloud: string }>(name, { batchSize: 1, pollingIntervalSeconds: pollSeconds }, async (jobs) => {
          for (const { data } of jobs) await run(data.job ?? "look", data.cloud);
        });
      }
    },
    rest: () => boss.offWork(name, { wait: false }),
    takeTurn: async (what, seconds) => (await boss.send(`${name}-turns`, {}, { singletonKey: what, singletonSeconds: seconds })) !== null,
    close: () => boss.stop({ graceful: true, timeout: 10_000, close: true }),
  };
}
