import { workerLostAfterMs } from "#lib/builds/rules.ts";
import { db, type Transaction } from "#lib/db.ts";

// Most events are written by triggers, in the transaction of the act itself (see the migration). These two are no acts:
// something did not happen any more. Each is written once, however many workers notice it.

/** Says of workers that they have ended without saying so: those named, or those that have been silent for too long. */
export async function announceGoneWorkers(tx: Pick<Transaction, "$executeRaw"> = db, ids: string[] | null = null, now = new Date()): Promise<void> {
  const silentSince = new Date(now.getTime() - workerLostAfterMs);
  // Who was silent for days was told of then, or nobody wanted to know.
  const longAgo = new Date(now.getTime() - 86_400_000);
  await tx.$executeRaw`
    select announce_event('worker_gone', null, jsonb_build_object('worker', name, 'host', host_name, 'lastHeartbeat', heartbeat_at), 'worker:' || id || ':' || heartbeat_at)
    from workers where stopped_at is null and heartbeat_at > ${longAgo}
      and (id = any(${ids ?? []}::uuid[]) or (${ids === null} and heartbeat_at < ${silentSince}))`;
}

/** Says of the key in use that it expires: within 30 days, and once more within 7. */
export async function announceExpiringKeys(now = new Date()): Promise<void> {
  await db.$executeRaw`
    select announce_event('key_expires', null, jsonb_build_object('fingerprint', fingerprint, 'userId', user_id, 'validUntil', valid_until, 'withinDays', days), 'key:' || fingerprint || ':' || days)
    from (
      select *, case when valid_until < ${now}::timestamptz + interval '7 days' then 7 else 30 end as days from signing_keys
      where state = 'active' and valid_until > ${now} and valid_until < ${now}::timestamptz + interval '30 days'
    ) keys`;
}
