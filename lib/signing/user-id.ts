import type { UserId } from "./keys.ts";

const localPart = "image-signing";
const domainName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/**
 * The mail address that keys of the portal at `publicUrl` carry: `image-signing@HOST`. A Web Key Directory serves the keys
 * of the domain that it stands under, so the host decides. A bare address of a network has no mail: null.
 */
export function signingAddressOf(publicUrl: string): string | null {
  const host = new URL(publicUrl).hostname.toLowerCase();
  return domainName.test(host) && !/^[0-9.]+$/.test(host) ? `${localPart}@${host}` : null;
}

/** The user id of the key that the first start makes. */
export function developmentUserId(publicUrl: string): UserId {
  const email = signingAddressOf(publicUrl);
  return { name: "Image Factory", comment: "development signing key", ...(email ? { email } : {}) };
}
