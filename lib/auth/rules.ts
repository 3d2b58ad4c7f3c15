import type { Role } from "#prisma/generated/enums.ts";

const viewer = ["admin:view", "account:own", "build:view"] as const;
const operator = [...viewer, "build:trigger", "build:cancel", "schedule:pause", "cloud:reconcile"] as const;
const releaser = [...operator, "channel:promote", "build:revoke", "build:hold", "issue:edit", "audit:read"] as const;
const admin = [...releaser, "catalog:edit", "schedule:edit", "notification:manage", "key:manage", "user:manage", "setting:manage"] as const;

/** What each role may do: a viewer looks, an operator builds, a releaser decides what customers get, an admin does all. */
export const permissionsByRole = { viewer, operator, releaser, admin } as const satisfies Record<Role, readonly string[]>;

export type Permission = (typeof admin)[number];

/** True when one of the roles carries the permission. Nobody has a permission without a role. */
export function isAllowed(roles: readonly Role[], permission: Permission): boolean {
  return roles.some((role) => (permissionsByRole[role] as readonly Permission[]).includes(permission));
}

/** Failed attempts in a row that cost nothing but time; the next one locks. */
export const freeAttempts = 4;
/** From so many failed attempts on the right user is told of them at the next log-in; fewer are one's own slips. */
export const tellFailuresFrom = 3;
const firstLockSeconds = 60;
const longestLockSeconds = 900;

/**
 * For how long a name is locked after so many failed attempts in a row, in seconds: not at all, then a minute, doubling to
 * a quarter of an hour. It ends by itself, so that an attacker can slow a person down but not shut them out for ever.
 */
export function lockSeconds(failedAttempts: number): number {
  if (failedAttempts <= freeAttempts) return 0;
  return Math.min(firstLockSeconds * 2 ** (failedAttempts - freeAttempts - 1), longestLockSeconds);
}

export type AttemptState = { failedAttempts: number; lockedUntil: Date | null };

/**
 * The state after one more attempt, which counts as failed until the password turns out to fit: so even attempts at the
 * same moment cannot be more than the free ones. Null while the name is locked: such attempts are neither heard nor counted.
 */
export function countAttempt({ failedAttempts, lockedUntil }: AttemptState, now: Date): AttemptState | null {
  if (lockedUntil && lockedUntil > now) return null;
  const seconds = lockSeconds(failedAttempts + 1);
  return { failedAttempts: failedAttempts + 1, lockedUntil: seconds ? new Date(now.getTime() + seconds * 1_000) : null };
}

/** For so long after somebody has proved who they are, dangerous acts ask for no further proof. */
export const recentSeconds = 15 * 60;

/** Whether a proof of identity is recent enough for a dangerous act. */
export function isRecent(authenticatedAt: Date | null, now = new Date()): boolean {
  return authenticatedAt !== null && now.getTime() - authenticatedAt.getTime() < recentSeconds * 1_000;
}

/** A log-in ends after so long, whatever is done with it: a working day. */
export const sessionSeconds = 12 * 3600;

/** The path where a log-in may lead: one of our own, else `/admin`. Anything that a browser could read as another host is refused. */
export function safeCallbackPath(wanted: string | null | undefined): string {
  const fallback = "/admin";
  if (!wanted?.startsWith("/")) return fallback;
  const base = "http://portal.invalid";
  const url = URL.parse(wanted, base);
  // The parser drops tabs and line breaks and reads "\" as "/", as browsers do; only what it left alone is passed on.
  if (!url || url.origin !== base || `${url.pathname}${url.search}${url.hash}` !== wanted || wanted.startsWith("//")) return fallback;
  return isHarmless(url.pathname) ? wanted : fallback;
}

/** A path that some proxy decodes once more must still not be read as another host. */
function isHarmless(pathname: string): boolean {
  try {
    const decoded = decodeURIComponent(pathname);
    // oxlint-disable-next-line no-control-regex
    return !decoded.startsWith("//") && !/[\u0000-\u001f\\]/.test(decoded);
  } catch {
    return false;
  }
}
