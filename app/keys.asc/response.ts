/** An answer with armored public keys (RFC 3156 §7), or 404 with `missing` when there is none. */
export function armoredKeyResponse(armored: string | null, missing: string): Response {
  if (!armored) return new Response(missing, { status: 404, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } });
  return new Response(armored, { headers: { "content-type": "application/pgp-keys", "cache-control": "public, max-age=300" } });
}
