import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

// AES-256-GCM under a key for each purpose, derived from the portal's secret (RFC 5869). What the text belongs to is bound in
// as associated data: a text that somebody copies into another row does not open there.
const keyOf = (secret: string, purpose: string) => Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));

/** A secret for one purpose, made of the portal's: who knows it learns nothing of the other. */
export function derivedSecret(secret: string, purpose: string): string {
  return Buffer.from(hkdfSync("sha256", secret, "", purpose, 32)).toString("base64url");
}

/** Encrypts a text for the database: `v1.IV.CIPHERTEXT.TAG`, each in base64url. */
export function seal(secret: string, purpose: string, owner: string, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyOf(secret, purpose), iv).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return ["v1", ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".");
}

/** The text; null when it was changed, belongs to another row, or was sealed with another secret or for another purpose. */
export function unseal(secret: string, purpose: string, owner: string, sealed: string): string | null {
  const [version, iv = "", text = "", tag = ""] = sealed.split(".");
  if (version !== "v1") return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyOf(secret, purpose), Buffer.from(iv, "base64url"), { authTagLength: 16 }).setAAD(Buffer.from(owner));
    decipher.setAuthTag(Buffer.from(tag, "base64url"));
    return decipher.update(Buffer.from(text, "base64url"), undefined, "utf8") + decipher.final("utf8");
  } catch {
    return null;
  }
}
