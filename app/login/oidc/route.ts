import NextAuth from "next-auth";
import { cookies } from "next/headers";
import { NextRequest } from "next/server";
import { csrfCookie } from "#lib/auth/cookie.ts";
import { authOptions } from "#lib/auth/next-auth.ts";
import { oidcSettings } from "#lib/auth/oidc/provider.ts";
import { makeCsrfPair } from "#lib/auth/oidc/start.ts";
import { safeCallbackPath } from "#lib/auth/rules.ts";
import { readEnv } from "#lib/env.ts";

/** Begins the log-in at the provider; `?again=1` makes the provider ask for the password once more. Only from pages of our own. */
export async function GET(request: NextRequest): Promise<Response> {
  const origin = readEnv().PUBLIC_URL;
  const site = request.headers.get("sec-fetch-site") ?? "none";
  if (site !== "same-origin" && site !== "none") return Response.redirect(`${origin}/login?error=other-site`, 303);
  if (!oidcSettings()) return Response.redirect(`${origin}/login`, 303);
  const { token, cookie } = makeCsrfPair();
  const { name, options } = csrfCookie();
  (await cookies()).set(name, cookie, options);
  const { searchParams } = request.nextUrl;
  const callbackUrl = `${origin}/login/continue?callbackUrl=${encodeURIComponent(safeCallbackPath(searchParams.get("callbackUrl")))}`;
  // OpenID Connect Core §3.1.2.1: ask again, however long ago the provider last did, and say when that was.
  const again = searchParams.has("again") ? "?prompt=login&max_age=0" : "";
  const form = new NextRequest(`${origin}/api/auth/signin/oidc${again}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken: token, callbackUrl }).toString(),
  });
  return (await NextAuth(form, { params: Promise.resolve({ nextauth: ["signin", "oidc"] }) }, authOptions())) as Response;
}
