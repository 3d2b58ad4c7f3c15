import { db } from "#lib/db.ts";
import type { SignInMethod } from "#prisma/generated/enums.ts";
import { userActor, type Actor } from "./actor.ts";

/** A log-in that counts at this moment. While `mustChangePassword` is true, its actor may do nothing else. */
export type CurrentSession = { id: string; actor: Actor; displayName: string; mustChangePassword: boolean; lastSeenAt: Date; method: SignInMethod; authenticatedAt: Date | null; failuresBefore: number };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The session with this id, unless it is revoked, expired, or its user is disabled. */
export async function findSession(id: string): Promise<CurrentSession | null> {
  if (!uuid.test(id)) return null;
  const row = await db.session.findFirst({
    where: { id, revokedAt: null, expiresAt: { gt: new Date() }, user: { disabledAt: null } },
    select: { id: true, lastSeenAt: true, method: true, authenticatedAt: true, failuresBefore: true, user: { select: { id: true, name: true, displayName: true, mustChangePassword: true, roles: { select: { role: true } } } } },
  });
  if (!row) return null;
  const { user, ...session } = row;
  return { ...session, actor: userActor(user), displayName: user.displayName, mustChangePassword: user.mustChangePassword };
}
