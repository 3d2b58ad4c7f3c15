const validityMs = 180 * 86_400_000;
const dayMs = 86_400_000;

/**
 * `security.txt` (RFC 9116): whom to tell of a weakness. It ends after 180 days, as the RFC demands an end within a year,
 * and counts from midnight, so that it is the same file for a whole day. There is no `Encryption` field: the published keys
 * sign, they do not decrypt.
 */
export function securityTxt({ publicUrl, contact, now }: { publicUrl: string; contact: string; now: Date }): string {
  const expires = new Date(Math.floor(now.getTime() / dayMs) * dayMs + validityMs);
  const lines = [`Contact: ${contact}`, `Expires: ${expires.toISOString().replace(".000", "")}`, "Preferred-Languages: en, de"];
  // Addresses of the web in this file must be of https (§2.5.2).
  if (publicUrl.startsWith("https:")) lines.push(`Canonical: ${publicUrl}/.well-known/security.txt`);
  return [`# The keys that sign the images: ${publicUrl}/keys`, ...lines, ""].join("\n");
}
