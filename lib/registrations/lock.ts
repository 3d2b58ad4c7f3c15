import pg from "pg";
import { messageOf } from "#lib/errors.ts";

/**
 * Runs `work` while no other process reconciles the same cloud; null when one does already. The lock belongs to a connection
 * of its own, so that PostgreSQL frees it the moment this process is gone, however it goes; `signal` tells when the
 * connection, and with it the lock, is lost.
 */
export async function withCloudLock<T>(cloud: string, work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
  const client = new pg.Client({ connectionString: process.env["DATABASE_URL"], application_name: "imagefactory reconcile", keepAlive: true });
  const lost = new AbortController();
  client.on("error", (error) => lost.abort(new Error(`The lock of ${cloud} is lost: ${messageOf(error)}`)));
  await client.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>("select pg_try_advisory_lock(hashtext('imagefactory cloud'), hashtext($1)) as locked", [cloud]);
    return rows[0]?.locked ? await work(lost.signal) : null;
  } finally {
    await client.end().catch(() => undefined);
  }
}
