import { BlockList, isIP } from "node:net";
import type { IncomingMessage } from "node:http";

/** The proxies whose `X-Forwarded-For` is believed: addresses and networks such as `10.0.0.0/8`. Throws on anything else. */
export function trustedProxies(list: string[]): BlockList {
  const trusted = new BlockList();
  for (const entry of list) {
    const [address = "", prefix] = entry.split("/");
    const family = isIP(address);
    if (!family) throw new Error(`TRUSTED_PROXIES: "${entry}" is no address and no network.`);
    const name = family === 6 ? "ipv6" : "ipv4";
    if (prefix === undefined) trusted.addAddress(address, name);
    else trusted.addSubnet(address, Number(prefix), name);
  }
  return trusted;
}

const plain = (address: string) => address.replace(/^::ffff:/i, "");
const isTrusted = (trusted: BlockList, address: string) => trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

/**
 * The address of the client: the other end of the connection or, where that is a trusted proxy, the last address in
 * `X-Forwarded-For` that is none. What stands before it was written by the client itself.
 */
export function clientAddress({ headers, socket }: Pick<IncomingMessage, "headers" | "socket">, trusted: BlockList): string {
  const peer = plain(socket.remoteAddress ?? "");
  const hops = String(headers["x-forwarded-for"] ?? "").split(",").map((hop) => plain(hop.trim())).filter((hop) => isIP(hop) !== 0);
  let nearest = peer;
  while (isIP(nearest) && isTrusted(trusted, nearest) && hops.length > 0) nearest = hops.pop() ?? nearest;
  return nearest;
}
