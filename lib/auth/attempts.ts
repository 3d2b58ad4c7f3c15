import type { Transaction } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { countAttempt, type AttemptState } from "./rules.ts";

const known = { id: true, name: true, passwordHash: true, mustChangePassword: true, disabledAt: true, failedAttempts: true, lockedUntil: true, roles: { select: { role: true } } } as const;

export type KnownUser = Prisma.UserGetPayload<{ select: typeof known }>;
/** An attempt that may go on (with the lock that holds if it fails), or one that comes during a lock. */
export type Attempt = { refused: false; user: KnownUser | null; lockedUntil: Date | null } | { refused: true; lockedUntil: Date };

/** Counts one attempt at a password of `name`, before it is looked at. Names that nobody has are counted and locked alike. */
export async function beginAttempt(tx: Transaction, name: string, now = new Date()): Promise<Attempt> {
  await tx.$queryRaw`select 1 from users where name = ${name} for update`;
  const user = await tx.user.findUnique({ where: { name }, select: known });
  const state = user ?? strangers.get(name) ?? { failedAttempts: 0, lockedUntil: null };
  const next = countAttempt(state, now);
  if (!next) return { refused: true, lockedUntil: state.lockedUntil ?? now };
  if (user) await tx.user.update({ where: { id: user.id }, data: next });
  else rememberStranger(name, next);
  return { refused: false, user, lockedUntil: next.lockedUntil };
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
