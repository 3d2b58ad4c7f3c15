import type { Transaction } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { countAttempt, type AttemptState } from "./rules.ts";

const known = {
  id: true, name: true, passwordHash: true, mustChangePassword: true, disabledAt: true, failedAttempts: true, lockedUntil: true, unseenFailures: true,
  totpSecret: true, totpConfirmedAt: true, totpLastStep: true, oidcSubject: true, roles: { select: { role: true } },
} as const;

export type KnownUser = Prisma.UserGetPayload<{ select: typeof known }>;
/** An attempt that may go on, with the lock that holds if it fails. `browserId`: it is counted for a browser that the user has signed in with before. */
export type OpenAttempt = { refused: false; user: KnownUser | null; lockedUntil: Date | null; browserId: string | null };
export type Attempt = OpenAttempt | { refused: true; lockedUntil: Date };

/** Until when strangers may not try this name; read without a lock, so that a flood of attempts at a locked name costs one look each. */
export async function standingLock(tx: Pick<Transaction, "user">, name: string, now = new Date()): Promise<Date | null> {
  const user = await tx.user.findUnique({ where: { name }, select: { lockedUntil: true } });
  const lockedUntil = (user ?? strangers.get(name))?.lockedUntil ?? null;
  return lockedUntil && lockedUntil > now ? lockedUntil : null;
}

/**
 * Counts one attempt at a password of `name`, before it is looked at. Names that nobody has are counted and locked alike.
 * A browser in which the user has signed in before has a count of its own: strangers who lock the name do not lock it.
 */
export async function beginAttempt(tx: Transaction, name: string, browserId: string | null = null, now = new Date()): Promise<Attempt> {
  await tx.$queryRaw`select 1 from users where name = ${name} for update`;
  const user = await tx.user.findUnique({ where: { name }, select: known });
  const browser = user && browserId ? await tx.knownBrowser.findFirst({ where: { id: browserId, userId: user.id }, select: { id: true, failedAttempts: true, lockedUntil: true } }) : null;
  const state = browser ?? user ?? strangers.get(name) ?? { failedAttempts: 0, lockedUntil: null };
  const next = countAttempt(state, now);
  if (!next) return { refused: true, lockedUntil: state.lockedUntil ?? now };
  if (browser) await tx.knownBrowser.update({ where: { id: browser.id }, data: next });
  if (user) await tx.user.update({ where: { id: user.id }, data: { ...(browser ? {} : next), unseenFailures: { increment: 1 } } });
  else rememberStranger(name, next);
  return { refused: false, user, lockedUntil: next.lockedUntil, browserId: browser?.id ?? null };
}

/** After a log-in: the count begins anew. How many attempts have failed since the log-in before. */
export async function forgiveAttempts(tx: Transaction, { id: userId }: { id: string }, browserId: string | null): Promise<number> {
  const fresh = { failedAttempts: 0, lockedUntil: null };
  const { unseenFailures } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { unseenFailures: true } });
  if (browserId) await tx.knownBrowser.updateMany({ where: { id: browserId, userId }, data: fresh });
  await tx.user.update({ where: { id: userId }, data: { unseenFailures: 0, ...(browserId ? {} : fresh) } });
  return Math.max(0, unseenFailures - 1);
}

/** After a right password whose second factor is still to come: takes back this attempt alone, for nothing is proved yet. */
export async function takeBackAttempt(tx: Transaction, { user, lockedUntil, browserId }: OpenAttempt): Promise<void> {
  if (!user) return;
  const less = { failedAttempts: { decrement: 1 }, ...(lockedUntil ? { lockedUntil: null } : {}) };
  if (browserId) await tx.knownBrowser.updateMany({ where: { id: browserId, failedAttempts: { gt: 0 } }, data: less });
  else await tx.user.updateMany({ where: { id: user.id, failedAttempts: { gt: 0 } }, data: less });
  await tx.user.updateMany({ where: { id: user.id, unseenFailures: { gt: 0 } }, data: { unseenFailures: { decrement: 1 } } });
}

// A lock that only real users get would tell who exists. These are kept in memory, for there is no row to keep them in, and
// only the newest, so that a flood of made-up names fills nothing.
const strangers = new Map<string, AttemptState>();
const mostStrangers = 10_000;

function rememberStranger(name: string, state: AttemptState): void {
  strangers.delete(name);
  strangers.set(name, state);
  const oldest = strangers.keys().next();
  if (strangers.size > mostStrangers && !oldest.done) strangers.delete(oldest.value);
}
