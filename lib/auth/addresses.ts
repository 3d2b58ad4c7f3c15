import { isIPv6 } from "node:net";

// A bucket of attempts for each client address, filled again with time: somebody who mistypes never notices it, a program that
// tries passwords comes to four guesses a minute, whatever names it tries. In memory, for one web process.
const most = 20;
const refillMs = 15_000;
const mostAddresses = 10_000;

type Bucket = { left: number; at: number };
const buckets = new Map<string, Bucket>();

/** One subscriber has a whole /64 of IPv6 (RFC 6177), so that is what counts as one address there. */
function keyOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail = ""] = address.split("::");
  const groups = head.split(":").filter(Boolean);
  const rest = tail.split(":").filter(Boolean);
  return [...groups, ...Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => "0"), ...rest].slice(0, 4).join(":");
}

/** Takes one attempt of an address; false when it has none left now. An unknown address is not limited. */
export function takeAttempt(address: string | null, now = Date.now()): boolean {
  if (!address) return true;
  const key = keyOf(address);
  const bucket = buckets.get(key) ?? { left: most, at: now };
  const left = Math.min(most, bucket.left + (now - bucket.at) / refillMs);
  buckets.delete(key);
  buckets.set(key, { left: left < 1 ? left : left - 1, at: now });
  const oldest = buckets.keys().next();
  if (buckets.size > mostAddresses && !oldest.done) buckets.delete(oldest.value);
  return left >= 1;
}

/** Gives an attempt back that turned out to be right. */
export function giveBackAttempt(address: string | null): void {
  const bucket = address && buckets.get(keyOf(address));
  if (bucket) bucket.left = Math.min(most, bucket.left + 1);
}
