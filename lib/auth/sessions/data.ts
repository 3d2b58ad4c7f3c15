import { db } from "#lib/db.ts";
import type { Actor } from "../actor.ts";
import { isAllowed } from "../rules.ts";
import type { SessionRow } from "./schema.ts";

/** The log-ins of a user that count at this moment, last used first; nobody's but one's own without `user:manage`. */
export async function listSessions(actor: Actor, { userId, thisSessionId }: { userId: string; thisSessionId: string }): Promise<SessionRow[]> {
  if (userId !== actor.userId && !isAllowed(actor.roles, "user:manage")) return [];
  const rows = await db.session.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { lastSeenAt: "desc" },
    take: 100,
    select: { id: true, method: true, userAgent: true, address: true, createdAt: true, lastSeenAt: true, user: { select: { name: true } } },
  });
  return rows.map(({ user, ...row }) => ({ ...row, userName: user.name, isThis: row.id === thisSessionId }));
}
