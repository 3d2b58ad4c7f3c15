import { createHash, randomBytes } from "node:crypto";

/** A new token: recognisable by its beginning, so that scanners of leaked secrets find it, then 256 random bits. */
export function makeToken(): string {
  return `imgf_${randomBytes(32).toString("base64url")}`;
}

/** What the database keeps of a token. Random bits of this number need no slow hash. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
