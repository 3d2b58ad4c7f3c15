import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { AuditFilter } from "../schema.ts";

/** An export that takes longer is ended, so that a reader who stands still holds no connection for ever. */
const longestMs = 15 * 60_000;

/**
 * Hands the rows that fit the filter to `write`, oldest first, some hundreds at a time, as JSON Lines (docs/audit.md): all of
 * one moment, read through a cursor of the database, so that memory does not grow with the audit. `write` resolves when the
 * reader can take more; when it throws, the export ends.
 */
export async function exportAudit(_actor: Actor, filter: AuditFilter, write: (lines: string) => Promise<void>): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`declare audit_export no scroll cursor for select ${line} as line from audit_entries entry where ${conditionOf(filter)} order by sequence`;
      for (;;) {
        const rows = await tx.$queryRaw<{ line: string }[]>`fetch 500 from audit_export`;
        if (rows.length === 0) return;
        await write(rows.map((row) => `${row.line}\n`).join(""));
      }
    },
    { maxWait: 10_000, timeout: longestMs },
  );
}

// `content` is, letter by letter, what the hash was made of. The other members repeat it by name; numbers keep the digits
// with which they were recorded, because no program in between reads them.
const line = Prisma.sql`json_build_object(
  'sequence', entry.sequence, 'at', to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'actorKind', entry.actor_kind, 'actorId', entry.actor_id, 'actorName', entry.actor_name,
  'action', entry.action, 'objectKind', entry.object_kind, 'objectId', entry.object_id,
  'before', entry.before, 'after', entry.after, 'previousHash', entry.previous_hash, 'hash', entry.hash,
  'content', audit_content(entry))::text`;

function conditionOf({ actorName, action, objectKind, objectId, from, to }: AuditFilter): Prisma.Sql {
  const conditions = [
    actorName !== undefined && Prisma.sql`actor_name = ${actorName}`,
    action !== undefined && Prisma.sql`action = ${action}`,
    objectKind !== undefined && Prisma.sql`object_kind = ${objectKind}`,
    objectId !== undefined && Prisma.sql`object_id = ${objectId}`,
    from !== undefined && Prisma.sql`at >= ${from}`,
    to !== undefined && Prisma.sql`at < ${to}`,
  ].filter((condition) => condition !== false);
  return conditions.length > 0 ? Prisma.join(conditions, " and ") : Prisma.sql`true`;
}
