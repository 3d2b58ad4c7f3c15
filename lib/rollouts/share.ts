import { createHash } from "node:crypto";

/**
 * Where a client stands in the line of a rollout, from 0 to just under 100: always the same for the same two, evenly spread,
 * and in another order in each rollout, so that the same clients are not always the first. A client is reached as soon as the
 * rollout's percentage is above its place, and since that only grows, it stays reached.
 */
export function placeInLine(rolloutId: string, client: string): number {
  const digest = createHash("sha256").update(`${rolloutId}\n${client}`).digest();
  return (digest.readUInt32BE(0) / 2 ** 32) * 100;
}
