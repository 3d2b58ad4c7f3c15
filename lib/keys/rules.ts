import type { KeyStanding, KeyState } from "./schema.ts";

/** The order in which keys are listed: what people look for first. */
export const attention: Record<KeyStanding, number> = { active: 0, planned: 1, revoked: 2, retired: 3, expired: 4, historic: 5 };

/**
 * How a key stands at `now`. Expiry is computed, never stored. A revocation says more than an expiry, and the keys of
 * history are all long expired.
 */
export function standingOf({ state, validUntil }: { state: KeyState; validUntil: Date | null }, now: Date): KeyStanding {
  const isExpired = validUntil !== null && validUntil <= now;
  return isExpired && state !== "revoked" && state !== "historic" ? "expired" : state;
}

/** The mail address of an OpenPGP user id, in lower case: `Name (comment) <a@b>` or the address alone (RFC 9580 §5.11). */
export function mailAddressOf(userId: string): string | null {
  const address = /<([^<>\s]+@[^<>\s]+)>\s*$/.exec(userId)?.[1] ?? /^[^<>\s]+@[^<>\s]+$/.exec(userId)?.[0];
  return address?.toLowerCase() ?? null;
}
