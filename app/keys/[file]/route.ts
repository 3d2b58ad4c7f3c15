import { readArmoredKey } from "#lib/keys/data.ts";
import { armoredKeyResponse } from "../../keys.asc/response.ts";

export const dynamic = "force-dynamic";

const fingerprintFile = /^([0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})\.asc$/;

/** One public key at `/keys/FINGERPRINT.asc`. */
export async function GET(_request: Request, { params }: RouteContext<"/keys/[file]">): Promise<Response> {
  const { file } = await params;
  const fingerprint = fingerprintFile.exec(file)?.[1]?.toUpperCase();
  const armored = fingerprint ? await readArmoredKey(fingerprint) : null;
  return armoredKeyResponse(armored, `There is no key of this name. The address is /keys/FINGERPRINT.asc; /keys lists them.\n`);
}
