import { decode, encode } from "next-auth/jwt";
import { readEnv } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { sessionSeconds } from "./rules.ts";

/** The secret from which the keys of all cookies, and of what is kept encrypted, are derived. */
export function portalSecret(): string {
  const value = readEnv().NEXTAUTH_SECRET;
  if (!value) throw new AppError("unavailable", "NEXTAUTH_SECRET is not set, so nobody can log in. `npm start` makes one; set it for `npm run web`.");
  return value;
}

function cookie(name: string) {
  const secure = readEnv().PUBLIC_URL.startsWith("https:");
  const options = { httpOnly: true, sameSite: "strict", path: "/", secure } as const;
  return { name: `${secure ? "__Host-" : ""}imagefactory-${name}`, options };
}

/**
 * Name and flags of the log-in cookie. Over https it has the `__Host-` prefix, which browsers tie to this host, this
 * scheme and the path `/` (RFC 6265bis §4.1.3.2); never readable by scripts, never sent from another site.
 */
export function sessionCookie() {
  return { ...cookie("session"), secret: portalSecret() };
}

/** The cookie with which next-auth proves that a form is ours. */
export function csrfCookie() {
  return cookie("csrf");
}

/** The cookie's value: the id of a session row, encrypted. Whether that session still counts, only its row can say. */
export function sealSessionId(sessionId: string): Promise<string> {
  return encode({ token: { sessionId }, secret: portalSecret(), maxAge: sessionSeconds });
}

/** The session id in a cookie's value; null for anything that this portal did not seal, or too long ago. */
export async function unsealSessionId(value: string): Promise<string | null> {
  const token = await decode({ token: value, secret: portalSecret() }).catch(() => null);
  return typeof token?.["sessionId"] === "string" ? token["sessionId"] : null;
}

/**
 * The other cookies, each under a key of its own, so that none can stand for another: `second-factor` holds the user whose
 * password has fitted, until their code arrives; `browser` holds the row of a browser in which somebody has signed in before.
 */
const kept = { "second-factor": 5 * 60, browser: 400 * 86_400 } as const;
export type Kept = keyof typeof kept;

export function keptCookie(kind: Kept) {
  const { name, options } = cookie(kind);
  return { name, options: { ...options, maxAge: kept[kind] } };
}

export function sealId(kind: Kept, id: string): Promise<string> {
  return encode({ token: { id }, secret: portalSecret(), maxAge: kept[kind], salt: kind });
}

/** The id in the value of such a cookie; null for anything that this portal did not seal for this purpose, or too long ago. */
export async function unsealId(kind: Kept, value: string): Promise<string | null> {
  const token = await decode({ token: value, secret: portalSecret(), salt: kind }).catch(() => null);
  return typeof token?.["id"] === "string" ? token["id"] : null;
}
