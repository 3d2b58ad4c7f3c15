import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";

/** One act: what was done (`build.request`), to which object, and what that changed. Never put a secret into it. */
export type Act = {
  action: string;
  objectKind: string;
  objectId: string;
  before?: Prisma.InputJsonValue | undefined;
  after?: Prisma.InputJsonValue | undefined;
};

/**
 * Appends one row to the audit chain, in the transaction of the act itself, so that neither exists without the other.
 * The database sets sequence, time and hash. Call it last: its lock, which lets one writer in at a time, is held until
 * the transaction ends. The chain needs the default isolation, READ COMMITTED.
 */
export async function recordAudit(tx: Pick<Transaction, "auditEntry">, actor: Actor, act: Act): Promise<bigint> {
  const { action, objectKind, objectId, before, after } = act;
  const { sequence } = await tx.auditEntry.create({
    data: { actorKind: actor.kind, actorId: actor.id, actorName: actor.name, action, objectKind, objectId, before, after },
    select: { sequence: true },
  });
  return sequence;
}
