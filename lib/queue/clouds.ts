import { PgBoss } from "pg-boss";
import type { Logger } from "#lib/log.ts";

const name = "clouds";
/** A job that was fetched so long ago belongs to a worker that is gone; the lock of the cloud, not the job, keeps two apart. */
const longestReconciliationSeconds = 3 * 3600;
const pollSeconds = 2;

/** The queue of clouds to be reconciled. A cloud waits in it once at most, however often it is offered. */
export type CloudQueue = {
  /** Asks for a look at a cloud as soon as a worker is free. */
  offer(cloud: string): Promise<void>;
  /** The same, but once in `seconds` however many workers ask. */
  offerEvery(cloud: string, seconds: number): Promise<void>;
  /** Runs up to `atOnce` looks at the same time until the queue is closed. */
  work(atOnce: number, run: (cloud: string) => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

export async function openCloudQueue(url: string, log: Logger): Promise<CloudQueue> {
  // The queue of builds of the same process keeps the tables of both in order.
  const boss = new PgBoss({ connectionString: url, max: 3, supervise: false, schedule: false });
  boss.on("error", (error) => log.error({ error: error.message }, "queue of clouds"));
  await boss.start();
  await boss.createQueue(name, { policy: "short", retryLimit: 0, expireInSeconds: longestReconciliationSeconds, deleteAfterSeconds: 3600 });
  return {
    offer: async (cloud) => void (await boss.send(name, { cloud }, { singletonKey: cloud })),
    offerEvery: async (cloud, seconds) => void (await boss.send(name, { cloud }, { singletonKey: cloud, singletonSeconds: seconds })),
    work: async (atOnce, run) => {
      for (let lane = 0; lane < atOnce; lane += 1) {
        await boss.work<{ cloud: string }>(name, { batchSize: 1, pollingIntervalSeconds: pollSeconds }, async (jobs) => {
          for (const { data } of jobs) await run(data.cloud);
        });
      }
    },
    close: () => boss.stop({ graceful: true, timeout: 10_000, close: true }),
  };
}
