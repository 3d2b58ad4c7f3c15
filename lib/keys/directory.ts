import { createHash } from "node:crypto";
import type { ArmoredKey } from "./data.ts";
import { mailAddressOf } from "./rules.ts";
import { keyForAddress } from "./transfer.ts";

const alphabet = "ybndrfg8ejkmcpqxot1uwisza345h769";

/** z-base-32 without padding (Zooko O'Whielacronx; RFC 6189 §5.1.6). */
function zBase32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.replace(/.{1,5}/g, (group) => alphabet[Number.parseInt(group.padEnd(5, "0"), 2)] ?? "");
}

/** The name of a local part in a Web Key Directory: z-base-32 of the SHA-1 of its lower case (draft-koch-openpgp-webkey-service §3.1). */
export function directoryHashOf(localPart: string): string {
  return zBase32(createHash("sha1").update(localPart.toLowerCase()).digest());
}

/** Where a key of `address` stands in the directory under `publicUrl` (direct method). */
export function directoryUrlOf(publicUrl: string, address: string): string {
  const localPart = localPartOf(address);
  return `${publicUrl}/.well-known/openpgpkey/hu/${directoryHashOf(localPart)}?l=${encodeURIComponent(localPart)}`;
}

/**
 * What the directory of `host` holds under `hash`: the binary public keys of that address, one after another, the one in
 * use first; clients take further keys in one answer (§3.1), and old signatures need the old ones. Null when there are none.
 */
export async function readDirectory(keys: ArmoredKey[], host: string, hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const found = keys.flatMap(({ userId, armored }) => {
    const address = mailAddressOf(userId);
    const isMeant = address?.endsWith(`@${host}`) && directoryHashOf(localPartOf(address)) === hash;
    return address && isMeant ? [keyForAddress(armored, address)] : [];
  });
  return found.length === 0 ? null : new Uint8Array(Buffer.concat(await Promise.all(found)));
}

function localPartOf(address: string): string {
  return address.slice(0, address.lastIndexOf("@"));
}
