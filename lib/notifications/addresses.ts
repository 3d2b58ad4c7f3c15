import { BlockList, isIP } from "node:net";

// What is no host of the public internet (IANA special-purpose registries): a webhook there would let an admin of the portal
// reach services of its network, such as the cloud's metadata.
const special = new BlockList();
for (const network of ["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"]) add(special, network);
// 64:ff9b::, 2002:: and 2001:: carry an IPv4 address inside, which could be any of those above.
for (const network of ["::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"]) add(special, network);

function add(list: BlockList, network: string): void {
  const [address = "", bits] = network.split("/");
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  list.addSubnet(address, Number(bits ?? (family === "ipv6" ? 128 : 32)), family);
}

/** An IPv4 address written as IPv6 (`::ffff:10.0.0.1`) is that IPv4 address. */
function plain(address: string): string {
  const mapped = /^::ffff:(.+)$/i.exec(address)?.[1];
  if (!mapped) return address;
  if (isIP(mapped) === 4) return mapped;
  const [high = 0, low = 0] = mapped.split(":").map((part) => parseInt(part, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** Makes the judge of addresses: public ones may be connected to, and those of the networks that a setting allows. */
export function addressJudge(allowedNetworks: readonly string[]): (address: string) => boolean {
  const allowed = new BlockList();
  for (const network of allowedNetworks) add(allowed, network);
  return (given) => {
    const address = plain(given);
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (isIP(address) === 0) return false;
    return allowed.check(address, family) || !special.check(address, family);
  };
}
