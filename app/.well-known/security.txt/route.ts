import { readEnv } from "#lib/env.ts";
import { securityTxt } from "#lib/keys/security-txt.ts";

export const dynamic = "force-dynamic";

/** Whom to tell of a weakness (RFC 9116). */
export function GET(): Response {
  const { PUBLIC_URL: publicUrl, SECURITY_CONTACT: contact } = readEnv();
  return new Response(securityTxt({ publicUrl, contact, now: new Date() }), { headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-cache" } });
}
