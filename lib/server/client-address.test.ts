import { expect, test } from "vitest";
import { clientAddress, trustedProxies } from "./client-address.ts";

const seen = (peer: string, forwarded: string | undefined, trusted: string[]) =>
  clientAddress({ headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded }, socket: { remoteAddress: peer } } as Parameters<typeof clientAddress>[0], trustedProxies(trusted));

test.each([
  ["the other end of the connection", "192.0.2.9", undefined, [], "192.0.2.9"],
  ["an IPv4 address in IPv6 clothes", "::ffff:192.0.2.9", undefined, [], "192.0.2.9"],
  ["not what a client claims", "192.0.2.9", "203.0.113.1", ["127.0.0.1"], "192.0.2.9"],
  ["what a trusted proxy says", "127.0.0.1", "203.0.113.1", ["127.0.0.1"], "203.0.113.1"],
  ["not what the client told the proxy", "127.0.0.1", "1.1.1.1, 203.0.113.1", ["127.0.0.1"], "203.0.113.1"],
  ["through two trusted proxies", "::1", "1.1.1.1, 203.0.113.1, 10.1.2.3", ["::1", "10.0.0.0/8"], "203.0.113.1"],
  ["the proxy itself when it says nothing", "127.0.0.1", undefined, ["127.0.0.1"], "127.0.0.1"],
  ["without what is no address", "127.0.0.1", "evil, <script>", ["127.0.0.1"], "127.0.0.1"],
])("%s", (_title, peer, forwarded, trusted, expected) => expect(seen(peer, forwarded, trusted)).toBe(expected));

test("a wrong entry is named", () => expect(() => trustedProxies(["proxy.example"])).toThrow("proxy.example"));
