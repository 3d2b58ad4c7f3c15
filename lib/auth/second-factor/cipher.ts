import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { portalSecret } from "../cookie.ts";

// AES-256-GCM under a key of its own, derived from the portal's secret (RFC 5869). The user's id is bound in as associated
// data: a secret that somebody copies into another user's row does not open there.
const key = () => Buffer.from(hkdfSync("sha256", portalSecret(), "", "imagefactory second factor v1", 32));

/** Encrypts a user's secret for the database: `v1.IV.CIPHERTEXT.TAG`, each in base64url. */
export function encryptFor(userId: string, secret: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key(), iv).setAAD(Buffer.from(userId));
  const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return ["v1", ...[iv, text, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".");
}

/** The secret; null when it was changed, belongs to somebody else, or was made under another `NEXTAUTH_SECRET`. */
export function decryptFor(userId: string, sealed: string): string | null {
  const [version, iv = "", text = "", tag = ""] = sealed.split(".");
  if (version !== "v1") return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key(), Buffer.from(iv, "base64url"), { authTagLength: 16 }).setAAD(Buffer.from(userId));
    decipher.setAuthTag(Buffer.from(tag, "base64url"));
    return decipher.update(Buffer.from(text, "base64url"), undefined, "utf8") + decipher.final("utf8");
  } catch {
    return null;
  }
}
