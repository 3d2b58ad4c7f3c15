import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { readEnv } from "#lib/env.ts";
import { asOutcome } from "./forms.ts";
import { logIn, logInWithCode } from "./mutations.ts";
import { logInWithOidc } from "./oidc/mutations.ts";
import { oidcProvider, oidcSettings } from "./oidc/provider.ts";
import { csrfCookie, sessionCookie } from "./cookie.ts";
import { safeCallbackPath, sessionSeconds } from "./rules.ts";
import { logInSchema } from "./schema.ts";
import { currentClient } from "./session.ts";
import { logOut } from "./sessions/mutations.ts";

type Interop<T> = T & { default?: T };
// The package is CommonJS: Node hands over its exports object where bundlers hand over the default export.
const credentials = (Credentials as Interop<typeof Credentials>).default ?? Credentials;

/** The log-in by name and password at next-auth's own address: the same use cases as the form of the log-in page. */
async function authorize(input: Record<string, string> | undefined): Promise<{ id: string } | null> {
  const parsed = logInSchema.safeParse(input);
  if (!parsed.success) return null;
  const client = await currentClient();
  const { name, password } = parsed.data;
  const code = input?.["code"];
  const outcome = await asOutcome(async () => {
    const first = await logIn({ name, password }, client);
    return first.ok && first.value.state === "code-needed" && code ? logInWithCode({ userId: first.value.userId, code }, client) : first;
  });
  return outcome.ok && outcome.value.state === "open" ? { id: outcome.value.sessionId } : null;
}

/**
 * The settings of next-auth. Its token carries nothing but the id of a session row, so that a log-in can be ended at any
 * time, and what a person may do is read from the database on every request.
 */
export function authOptions(): NextAuthOptions {
  const { name: cookieName, options, secret } = sessionCookie();
  const { origin } = new URL(readEnv().PUBLIC_URL);
  // next-auth knows its own address from nowhere else.
  process.env["NEXTAUTH_URL"] = readEnv().PUBLIC_URL;
  const oidc = oidcSettings();
  return {
    secret,
    session: { strategy: "jwt", maxAge: sessionSeconds },
    jwt: { maxAge: sessionSeconds },
    cookies: { sessionToken: { name: cookieName, options }, csrfToken: csrfCookie() },
    pages: { signIn: "/login", error: "/login", signOut: "/admin" },
    providers: [
      credentials({ credentials: { name: { label: "User name" }, password: { label: "Password", type: "password" }, code: { label: "Code" } }, authorize }),
      ...(oidc ? [oidcProvider(oidc)] : []),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== "oidc") return true;
        if (!oidc) return false;
        const { address, userAgent } = await currentClient();
        const outcome = await logInWithOidc({ issuer: oidc.issuer, subject: account.providerAccountId, claims: { ...profile }, roles: oidc.roles }, { address, userAgent });
        if (!outcome.ok) return `/login?error=${outcome.code}`;
        user.id = outcome.value.sessionId;
        return true;
      },
      jwt: ({ token, user }) => (user ? { sessionId: user.id } : { sessionId: token["sessionId"] }),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url }) => origin + safeCallbackPath(url.startsWith(`${origin}/`) ? url.slice(origin.length) : url),
    },
    events: {
      async signOut({ token }) {
        if (typeof token["sessionId"] === "string") await logOut(token["sessionId"]);
      },
    },
  };
}
