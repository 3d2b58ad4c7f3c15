import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { checkChain, type ChainVerdict } from "./chain.ts";

export type AuditFilter = { action?: string; objectKind?: string; objectId?: string; actorName?: string };

/** A page of the audit, newest first. `before` is the sequence of the last row that the reader has seen. */
export async function listAudit(_actor: Actor, filter: AuditFilter = {}, { before, limit = 50 }: { before?: bigint; limit?: number } = {}) {
  return db.auditEntry.findMany({
    where: { ...filter, ...(before === undefined ? {} : { sequence: { lt: before } }) },
    orderBy: { sequence: "desc" },
    take: limit,
    select: { sequence: true, at: true, actorKind: true, actorName: true, action: true, objectKind: true, objectId: true, before: true, after: true, hash: true },
  });
}

export type AuditRow = Awaited<ReturnType<typeof listAudit>>[number];

/** Whether the audit of this portal is whole: see {@link checkChain}. */
export function verifyChain(): Promise<ChainVerdict> {
  return checkChain(db);
}
