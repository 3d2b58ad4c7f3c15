import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "../actor.ts";
import type { UserRow } from "./schema.ts";

const shown = {
  id: true, name: true, displayName: true, email: true, oidcSubject: true, totpConfirmedAt: true, mustChangePassword: true, disabledAt: true, lockedUntil: true,
  roles: { select: { role: true } },
  sessions: { where: { revokedAt: null }, orderBy: { lastSeenAt: "desc" }, select: { lastSeenAt: true, expiresAt: true } },
} as const satisfies Prisma.UserSelect;

function toRow({ oidcSubject, totpConfirmedAt, roles, sessions, lockedUntil, ...user }: Prisma.UserGetPayload<{ select: typeof shown }>): UserRow {
  const now = new Date();
  return {
    ...user,
    roles: roles.map(({ role }) => role),
    isOidc: oidcSubject !== null,
    hasSecondFactor: totpConfirmedAt !== null,
    lockedUntil: lockedUntil && lockedUntil > now ? lockedUntil : null,
    lastSeenAt: sessions[0]?.lastSeenAt ?? null,
    sessions: sessions.filter(({ expiresAt }) => expiresAt > now).length,
  };
}

/** A page of those who can sign in, by name; `after` is the name of the last one that the reader has seen. */
export async function listUsers(_actor: Actor, { after, limit }: { after: string; limit: number }): Promise<UserRow[]> {
  const rows = await db.user.findMany({ where: { name: { gt: after } }, orderBy: { name: "asc" }, take: limit, select: shown });
  return rows.map(toRow);
}

/** One user; null when nobody has this name. */
export async function findUser(_actor: Actor, name: string): Promise<UserRow | null> {
  const row = await db.user.findUnique({ where: { name }, select: shown });
  return row && toRow(row);
}
