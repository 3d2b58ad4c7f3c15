import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "../actor.ts";
import type { UserListView, UserRow } from "./schema.ts";

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

/** A page of those who can sign in and hold the words `q`, by name; `after` is the name of the last one that the reader has seen. */
export async function listUsers(_actor: Actor, { q, after, limit }: UserListView & { limit: number }): Promise<UserRow[]> {
  // The database would take these signs for "anything".
  const holds = { contains: q.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } as const;
  const found = q === "" ? {} : { OR: [{ name: holds }, { displayName: holds }, { email: holds }] };
  const rows = await db.user.findMany({ where: { ...found, name: { gt: after } }, orderBy: { name: "asc" }, take: limit, select: shown });
  return rows.map(toRow);
}

/** One user; null when nobody has this name. */
export async function findUser(_actor: Actor, name: string): Promise<UserRow | null> {
  const row = await db.user.findUnique({ where: { name }, select: shown });
  return row && toRow(row);
}
