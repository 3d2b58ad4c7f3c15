import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hashPassword } from "../lib/auth/passwords.ts";
import { sealSessionId } from "../lib/auth/cookie.ts";
import { factory, query } from "./factory.ts";

export type RoleName = "viewer" | "operator" | "releaser" | "admin";

/** Makes a user of the factory the short way; the stories of the log-in itself go the long one. */
export async function insertUser(name: string, role: RoleName | null, password?: string): Promise<string> {
  const passwordHash = password ? await hashPassword(password) : "$argon2id$none";
  const [user] = await query<{ id: string }>("insert into users (name, display_name, password_hash, updated_at) values ($1, $2, $3, now()) returning id", [name, name, passwordHash]);
  if (role) await query("insert into user_roles (user_id, role) values ($1, $2::role)", [user?.id, role]);
  return user?.id ?? "";
}

export type SignedIn = { sessionId: string; cookie: string };

/** A log-in of a user, with the cookie that the portal would have given to their browser. */
export async function openSession(userId: string): Promise<SignedIn> {
  const [session] = await query<{ id: string }>("insert into sessions (user_id, expires_at) values ($1, now() + interval '1 hour') returning id", [userId]);
  useFactorySecret();
  const sessionId = session?.id ?? "";
  return { sessionId, cookie: `imagefactory-session=${await sealSessionId(sessionId)}` };
}

/** What the factory's web process seals its cookies with. */
export function useFactorySecret(): string {
  const { sessionSecret } = JSON.parse(readFileSync(join(factory().dataDir, "secrets.json"), "utf8")) as { sessionSecret: string };
  process.env["NEXTAUTH_SECRET"] = sessionSecret;
  return sessionSecret;
}
