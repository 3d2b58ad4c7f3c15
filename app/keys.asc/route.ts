import { readArmoredKeys } from "#lib/keys/data.ts";
import { armoredKeyResponse } from "./response.ts";

export const dynamic = "force-dynamic";

/** All public keys of this portal in one file, for `gpg --import`. */
export async function GET(): Promise<Response> {
  return armoredKeyResponse(await readArmoredKeys(), "No signing key is published yet.\n");
}
