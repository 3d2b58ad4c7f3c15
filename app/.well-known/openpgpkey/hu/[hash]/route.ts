import { readEnv } from "#lib/env.ts";
import { listArmoredKeys } from "#lib/keys/data.ts";
import { readDirectory } from "#lib/keys/directory.ts";

export const dynamic = "force-dynamic";

/** The Web Key Directory, direct method: the keys of one mail address of this host, binary (draft-koch-openpgp-webkey-service §3.1). */
export async function GET(_request: Request, { params }: { params: Promise<{ hash: string }> }): Promise<Response> {
  const { hash } = await params;
  const keys = await readDirectory(await listArmoredKeys(), new URL(readEnv().PUBLIC_URL).hostname, hash);
  const headers = { "access-control-allow-origin": "*", "cache-control": "no-cache" };
  if (!keys) return new Response("There is no key for this address.\n", { status: 404, headers: { ...headers, "content-type": "text/plain; charset=utf-8" } });
  return new Response(keys, { headers: { ...headers, "content-type": "application/octet-stream" } });
}
