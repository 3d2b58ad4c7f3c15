import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { clientAddressHeader } from "#lib/client-address.ts";
import { AppError } from "#lib/errors.ts";
import type { Actor } from "./actor.ts";
import { keptCookie, sealId, sealSessionId, sessionCookie, unsealId, unsealSessionId, type Kept } from "./cookie.ts";
import { findSession, type CurrentSession } from "./data.ts";
import { isAllowed, sessionSeconds, type Permission } from "./rules.ts";
import type { Client } from "./schema.ts";
import { logOut, revokeSession, touchSession } from "./sessions/mutations.ts";

/** The session of this request, looked up in the database once per request; null when nobody is logged in. */
export const currentSession = cache(async (): Promise<CurrentSession | null> => {
  const cookie = (await cookies()).get(sessionCookie().name);
  const id = cookie && (await unsealSessionId(cookie.value));
  const session = id ? await findSession(id) : null;
  if (session) await touchSession(session.id);
  return session;
});

/** Who asks, when they may do this; else throws `unauthenticated` or `forbidden`. */
export async function requireActor(permission: Permission): Promise<Actor> {
  return (await requireSession(permission)).actor;
}

/** As {@link requireActor}, with the whole session. */
export async function requireSession(permission: Permission): Promise<CurrentSession> {
  const session = await currentSession();
  if (!session) throw new AppError("unauthenticated", "You are not signed in, or no longer. Sign in and try again.");
  if (session.mustChangePassword) throw new AppError("forbidden", "Change your one-time password first, at /admin/password.");
  if (!isAllowed(session.actor.roles, permission)) throw new AppError("forbidden", `This needs the permission "${permission}", which none of your roles has. Ask an admin.`);
  return session;
}

/** For pages: as {@link requireActor}, but leads strangers to the log-in, one-time passwords to their change, the rest to a page that says why. */
export async function admitToPage(permission: Permission, path: string): Promise<Actor> {
  return (await admitSession(permission, path)).actor;
}

/** As {@link admitToPage}, with the whole session. */
export async function admitSession(permission: Permission, path: string): Promise<CurrentSession> {
  const session = await currentSession();
  if (!session) redirect(`/login?callbackUrl=${encodeURIComponent(path)}`);
  if (session.mustChangePassword) redirect("/admin/password");
  if (!isAllowed(session.actor.roles, permission)) redirect("/admin/denied");
  return session;
}

/** Hands the browser its cookies after a log-in. What session it had before ends: nobody goes on with one that somebody else may know. */
export async function sendLogIn({ sessionId, browserId }: { sessionId: string; browserId: string }): Promise<void> {
  const former = await currentSession();
  if (former) await revokeSession(former.id);
  const jar = await cookies();
  const { name, options } = sessionCookie();
  jar.set(name, await sealSessionId(sessionId), { ...options, maxAge: sessionSeconds });
  await keepId("browser", browserId);
  const pending = keptCookie("second-factor");
  jar.set(pending.name, "", { ...pending.options, maxAge: 0 });
}

/** Keeps an id in one of the other cookies of the browser; see {@link keptCookie}. */
export async function keepId(kind: Kept, id: string): Promise<void> {
  const { name, options } = keptCookie(kind);
  (await cookies()).set(name, await sealId(kind, id), options);
}

/** The id that the browser keeps; null when it has none of our making. */
export async function readId(kind: Kept): Promise<string | null> {
  const value = (await cookies()).get(keptCookie(kind).name)?.value;
  return value ? unsealId(kind, value) : null;
}

/** Ends the session of this request and takes the cookie back. */
export async function endCurrentSession(): Promise<void> {
  const session = await currentSession();
  if (session) await logOut(session.id);
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

/** Where this request comes from: what the browser calls itself, its address as the front has seen it, and whether it is known. */
export async function currentClient(): Promise<Client> {
  const sent = await headers();
  return { userAgent: sent.get("user-agent"), address: sent.get(clientAddressHeader), browserId: await readId("browser") };
}
