import type { Role } from "#prisma/generated/enums.ts";

declare const madeByAuth: unique symbol;
type Authenticated = { readonly [madeByAuth]: true; readonly name: string; readonly roles: readonly Role[] };

/**
 * Who acts. Mutations and admin reads ask for one, and only this room can make one: the compiler so demands that every
 * caller has passed the gate. `name` is what the audit records.
 */
export type Actor = Authenticated &
  ({ readonly kind: "system"; readonly id: null } | { readonly kind: "user"; readonly id: string } | { readonly kind: "token"; readonly id: string });

function made(actor: Omit<Actor, typeof madeByAuth>): Actor {
  return Object.freeze(actor) as Actor;
}

/** A part of the product that acts by itself: the worker, the launcher. */
export function systemActor(name: string): Actor {
  return made({ kind: "system", id: null, name, roles: [] });
}

/** A logged-in person. For `lib/auth` alone, after it has checked the session. */
export function userActor(user: { id: string; name: string; roles: { role: Role }[] }): Actor {
  return made({ kind: "user", id: user.id, name: user.name, roles: user.roles.map(({ role }) => role) });
}
