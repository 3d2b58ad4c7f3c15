import { decode, encode } from "next-auth/jwt";
import { readEnv } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { sessionSeconds } from "./rules.ts";

function secret(): string {
  const value = readEnv().NEXTAUTH_SECRET;
  if (!value) throw new AppError("unavailable", "NEXTAUTH_SECRET is not set, so nobody can log in. `npm start` makes one; set it for `npm run web`.");
  return value;
}

/**
 * Name and flags of the log-in cookie. Over https it has the `__Host-` prefix, which browsers tie to this host, this
 * scheme and the path `/` (RFC 6265bis §4.1.3.2); never readable by scripts, never sent from another site.
 */
export function sessionCookie() {
  const secure = readEnv().PUBLIC_URL.startsWith("https:");
  const options = { httpOnly: true, sameSite: "strict", path: "/", secure } as const;
  return { name: `${secure ? "__Host-" : ""}imagefactory-session`, options, secret: secret() };
}

/** The cookie's value: the id of a session row, encrypted. Whether that session still counts, only its row can say. */
export function sealSessionId(sessionId: string): Promise<string> {
  return encode({ token: { sessionId }, secret: secret(), maxAge: sessionSeconds });
}

/** The session id in a cookie's value; null for anything that this portal did not seal, or too long ago. */
export async function unsealSessionId(value: string): Promise<string | null> {
  const token = await decode({ token: value, secret: secret() }).catch(() => null);
  return typeof token?.["sessionId"] === "string" ? token["sessionId"] : null;
}
