import { AppError } from "#lib/errors.ts";
import type { Actor } from "./actor.ts";
import type { Permission } from "./rules.ts";
import { findToken, tokenAllows } from "./tokens/data.ts";
import { touchToken } from "./tokens/mutations.ts";

/**
 * The machine that sends this request, by its `Authorization: Bearer` (RFC 6750 §2.1), when its token may do this; else throws
 * `unauthenticated` or `forbidden`. Cookies count for nothing here, so that no other site can make a browser ask.
 */
export async function requireTokenActor(request: Request, permission: Permission): Promise<Actor> {
  const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const found = token ? await findToken(token) : null;
  if (!found) throw new AppError("unauthenticated", "Send a valid API token in the header \"Authorization: Bearer …\"; tokens are made at /admin/tokens.");
  if (!tokenAllows(found, permission)) throw new AppError("forbidden", `This needs the permission "${permission}": in the token's scope and in its owner's role.`);
  await touchToken(found.id);
  return found.actor;
}
