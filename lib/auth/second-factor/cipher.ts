import { seal, unseal } from "#lib/sealed.ts";
import { portalSecret } from "../cookie.ts";

const purpose = "imagefactory second factor v1";

/** Encrypts a user's secret for the database; see {@link seal}. */
export function encryptFor(userId: string, secret: string): string {
  return seal(portalSecret(), purpose, userId, secret);
}

/** The secret; null when it was changed, belongs to somebody else, or was made under another `NEXTAUTH_SECRET`. */
export function decryptFor(userId: string, sealed: string): string | null {
  return unseal(portalSecret(), purpose, userId, sealed);
}
