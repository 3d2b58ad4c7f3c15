import type { OAuthConfig } from "next-auth/providers/oauth";
import { readEnv } from "#lib/env.ts";

export type OidcSettings = { issuer: string; clientId: string; clientSecret: string; title: string; scope: string; roles: { claim: string; mapping?: string | undefined } };

/** The provider that the settings name; null when they name none. */
export function oidcSettings(): OidcSettings | null {
  const env = readEnv();
  const { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_CLIENT_ID: clientId, AUTH_OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer || !clientId || !clientSecret) return null;
  return { issuer, clientId, clientSecret, title: env.AUTH_OIDC_NAME ?? new URL(issuer).host, scope: env.AUTH_OIDC_SCOPE, roles: { claim: env.AUTH_OIDC_ROLES_CLAIM, mapping: env.AUTH_OIDC_ROLES } };
}

/**
 * How next-auth talks to the provider: authorization code with PKCE (RFC 7636), `state` and `nonce`; everything else from its
 * discovery document. `max_age` makes the provider say when the person last proved who they are.
 */
export function oidcProvider({ issuer, clientId, clientSecret, title, scope }: OidcSettings): OAuthConfig<Record<string, unknown>> {
  return {
    id: "oidc",
    name: title,
    type: "oauth",
    issuer,
    wellKnown: `${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope, max_age: 43_200 } },
    profile: (claims) => ({ id: String(claims["sub"] ?? "") }),
  };
}
