import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { checkChain, type ChainVerdict } from "./chain.ts";
import type { AuditEntry, AuditFilter } from "./schema.ts";

const entrySelect = {
  sequence: true, at: true, actorKind: true, actorName: true, action: true, objectKind: true, objectId: true, before: true, after: true, previousHash: true, hash: true,
} as const satisfies Prisma.AuditEntrySelect;

function whereOf({ from, to, ...filter }: AuditFilter): Prisma.AuditEntryWhereInput {
  return { ...filter, at: { gte: from, lt: to } };
}

/**
 * A page of the audit, newest first. `before` is the sequence of the last row that the reader has seen. The order is that of
 * time, which is the order of the chain unless the clock was set back: so every filter, a range of time too, reads one index.
 */
export async function listAudit(_actor: Actor, filter: AuditFilter = {}, { before, limit = 50 }: { before?: bigint | undefined; limit?: number } = {}): Promise<AuditEntry[]> {
  const seen = before === undefined ? null : await db.auditEntry.findUnique({ where: { sequence: before }, select: { at: true } });
  // The first condition is there for the index, which cannot follow the second.
  const older: Prisma.AuditEntryWhereInput[] = seen && before !== undefined ? [{ at: { lte: seen.at } }, { OR: [{ at: { lt: seen.at } }, { sequence: { lt: before } }] }] : [];
  return db.auditEntry.findMany({ where: { AND: [whereOf(filter), ...older] }, orderBy: [{ at: "desc" }, { sequence: "desc" }], take: limit, select: entrySelect });
}

/** One row of the audit; null when there is none of that number. */
export async function findAuditEntry(_actor: Actor, sequence: bigint): Promise<AuditEntry | null> {
  return db.auditEntry.findUnique({ where: { sequence }, select: entrySelect });
}

/** Which actions and kinds of objects the audit knows, for the choices of a filter. */
export async function listAuditWords(_actor: Actor): Promise<{ actions: string[]; kinds: string[] }> {
  // PostgreSQL has no DISTINCT that jumps through an index; this does the same by hand, one look per word.
  const [actions, kinds] = await Promise.all([
    db.$queryRaw<{ word: string }[]>`
      with recursive words as (
        (select action as word from audit_entries order by action limit 1)
        union all select (select action from audit_entries where action > words.word order by action limit 1) from words where words.word is not null
      ) select word from words where word is not null`,
    db.$queryRaw<{ word: string }[]>`
      with recursive words as (
        (select object_kind as word from audit_entries order by object_kind limit 1)
        union all select (select object_kind from audit_entries where object_kind > words.word order by object_kind limit 1) from words where words.word is not null
      ) select word from words where word is not null`,
  ]);
  return { actions: actions.map(({ word }) => word), kinds: kinds.map(({ word }) => word) };
}

/** Whether the audit of this portal is whole: see {@link checkChain}. */
export function verifyChain(): Promise<ChainVerdict> {
  return checkChain(db);
}

/** The hash of a row; null when there is none of that number. For the command, which an owner of the machine runs. */
export async function findAuditHash(sequence: bigint): Promise<string | null> {
  const entry = await db.auditEntry.findUnique({ where: { sequence }, select: { hash: true } });
  return entry?.hash ?? null;
}
