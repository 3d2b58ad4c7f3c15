import type { Transaction } from "#lib/db.ts";

/** Which worker holds a build, and in which attempt. Every write of a run names it. */
export type Lease = { buildId: string; workerId: string; attempt: number };

/** Thrown when a build is no longer held: another worker took it over, or it ended. The run must stop and write nothing. */
export class LeaseLost extends Error {
  constructor(lease: Lease) {
    super(`Build ${lease.buildId} is no longer held by this worker (attempt ${lease.attempt}).`);
    this.name = "LeaseLost";
  }
}

/**
 * Locks the build's row for the rest of the transaction and makes sure that it is still held. A worker that slept through
 * its own replacement is stopped here, before it writes beside its successor.
 */
export async function holdLease(tx: Transaction, lease: Lease): Promise<void> {
  const held = await tx.$queryRaw<unknown[]>`
    select 1 from builds
    where id = ${lease.buildId}::uuid and worker_id = ${lease.workerId}::uuid and attempt = ${lease.attempt}
      and status in ('building', 'testing', 'signing', 'publishing')
    for update`;
  if (held.length === 0) throw new LeaseLost(lease);
}
