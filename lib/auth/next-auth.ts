import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { readEnv } from "#lib/env.ts";
import { sessionCookie } from "./cookie.ts";
import { logIn, revokeSession } from "./mutations.ts";
import { safeCallbackPath, sessionSeconds } from "./rules.ts";
import { logInSchema } from "./schema.ts";

type Interop<T> = T & { default?: T };
// The package is CommonJS: Node hands over its exports object where bundlers hand over the default export.
const credentials = (Credentials as Interop<typeof Credentials>).default ?? Credentials;

/**
 * The settings of next-auth. Its token carries nothing but the id of a session row, so that a log-in can be ended at any
 * time, and what a person may do is read from the database on every request.
 */
export function authOptions(): NextAuthOptions {
  const { name: cookieName, options, secret } = sessionCookie();
  return {
    secret,
    session: { strategy: "jwt", maxAge: sessionSeconds },
    jwt: { maxAge: sessionSeconds },
    cookies: { sessionToken: { name: cookieName, options } },
    pages: { signIn: "/login", error: "/login", signOut: "/admin" },
    providers: [
      credentials({
        credentials: { name: { label: "User name" }, password: { label: "Password", type: "password" } },
        async authorize(input, request) {
          const parsed = logInSchema.safeParse(input);
          if (!parsed.success) return null;
          const userAgent = (request.headers as Record<string, string> | undefined)?.["user-agent"] ?? null;
          const { name, password } = parsed.data;
          const outcome = await logIn({ name, password, userAgent });
          return outcome.ok ? { id: outcome.value.sessionId } : null;
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sessionId: user.id } : { sessionId: token["sessionId"] }),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url }) => {
        const origin = new URL(readEnv().PUBLIC_URL).origin;
        return origin + safeCallbackPath(url.startsWith(`${origin}/`) ? url.slice(origin.length) : url);
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token["sessionId"] === "string") await revokeSession(token["sessionId"]);
      },
    },
  };
}
