import { readEnv } from "#lib/env.ts";
import { listKeys } from "#lib/keys/data.ts";
import { publicKeyList } from "#lib/keys/public-list.ts";

export const dynamic = "force-dynamic";

/** Every signing key with its state, validity and what it signed. */
export async function GET(): Promise<Response> {
  return Response.json(publicKeyList(await listKeys(), readEnv().PUBLIC_URL));
}
