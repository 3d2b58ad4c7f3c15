import type { Transaction } from "#lib/db.ts";

/**
 * Lets one change of keys in at a time, until the transaction ends. Publications take the same lock shared
 * (check_build_is_publishable): they wait for a rotation under way, not for each other.
 */
export async function lockKeys(tx: Pick<Transaction, "$executeRaw">): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('signing_keys'))`;
}
