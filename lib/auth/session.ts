import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { AppError } from "#lib/errors.ts";
import type { Actor } from "./actor.ts";
import { sealSessionId, sessionCookie, unsealSessionId } from "./cookie.ts";
import { findSession, type CurrentSession } from "./data.ts";
import { revokeSession, touchSession } from "./mutations.ts";
import { isAllowed, sessionSeconds, type Permission } from "./rules.ts";

/** The session of this request, looked up in the database once per request; null when nobody is logged in. */
export const currentSession = cache(async (): Promise<CurrentSession | null> => {
  const cookie = (await cookies()).get(sessionCookie().name);
  const id = cookie && (await unsealSessionId(cookie.value));
  const session = id ? await findSession(id) : null;
  if (session) await touchSession(session.id);
  return session;
});

/** Who asks; null for strangers, and for those who must change their password before they do anything. */
export async function currentActor(): Promise<Actor | null> {
  const session = await currentSession();
  return session && !session.mustChangePassword ? session.actor : null;
}

/** Who asks, when they may do this; else throws `unauthenticated` or `forbidden`. */
export async function requireActor(permission: Permission): Promise<Actor> {
  const session = await currentSession();
  if (!session) throw new AppError("unauthenticated", "You are not signed in, or no longer. Sign in and try again.");
  if (session.mustChangePassword) throw new AppError("forbidden", "Change your one-time password first, at /admin/password.");
  if (!isAllowed(session.actor.roles, permission)) throw new AppError("forbidden", `This needs the permission "${permission}", which none of your roles has. Ask an admin.`);
  return session.actor;
}

/** For pages: as {@link requireActor}, but leads strangers to the log-in, one-time passwords to their change, the rest to a page that says why. */
export async function admitToPage(permission: Permission, path: string): Promise<Actor> {
  const session = await currentSession();
  if (!session) redirect(`/login?callbackUrl=${encodeURIComponent(path)}`);
  if (session.mustChangePassword) redirect("/admin/password");
  if (!isAllowed(session.actor.roles, permission)) redirect("/admin/denied");
  return session.actor;
}

/** Hands the browser its cookie after a log-in. */
export async function sendSessionCookie(sessionId: string): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, await sealSessionId(sessionId), { ...options, maxAge: sessionSeconds });
}

/** Ends the session of this request and takes the cookie back. */
export async function endCurrentSession(): Promise<void> {
  const session = await currentSession();
  if (session) await revokeSession(session.id);
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

/** The browser as it names itself, for the list of sessions. */
export async function currentUserAgent(): Promise<string | null> {
  return (await headers()).get("user-agent");
}
