import type { Role } from "#prisma/generated/enums.ts";

declare const madeByAuth: unique symbol;
type Authenticated = { readonly [madeByAuth]: true; readonly name: string; readonly roles: readonly Role[] };

/**
 * Who acts. Mutations and admin reads ask for one, and only this room can make one: the compiler so demands that every
 * caller has passed the gate. `name` is what the audit records; `userId` is the person behind it, also behind a token.
 */
export type Actor = Authenticated &
  (
    | { readonly kind: "system"; readonly id: null; readonly userId: null }
    | { readonly kind: "user"; readonly id: string; readonly userId: string }
    | { readonly kind: "token"; readonly id: string; readonly userId: string }
  );

type RoleRows = { role: Role }[];

function made(actor: Omit<Actor, typeof madeByAuth>): Actor {
  return Object.freeze(actor) as Actor;
}

/** A part of the product that acts by itself: the worker, the launcher. */
export function systemActor(name: string): Actor {
  return made({ kind: "system", id: null, userId: null, name, roles: [] });
}

/** A logged-in person. For `lib/auth` alone, after it has checked the session. */
export function userActor(user: { id: string; name: string; roles: RoleRows }): Actor {
  return made({ kind: "user", id: user.id, userId: user.id, name: user.name, roles: user.roles.map(({ role }) => role) });
}

/** A machine with a person's token. For `lib/auth` alone, after it has checked the token. */
export function tokenActor(token: { id: string; name: string; user: { id: string; name: string; roles: RoleRows } }): Actor {
  const { user } = token;
  return made({ kind: "token", id: token.id, userId: user.id, name: `${user.name} (token ${token.name})`, roles: user.roles.map(({ role }) => role) });
}
