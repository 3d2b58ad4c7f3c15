import { createHash } from "node:crypto";
import type { DnsRecords } from "./schema.ts";
import { keyForAddress } from "./transfer.ts";

const hashBytes = 28;

/** The record OPENPGPKEY of an address (RFC 7929 §3) and a TXT record with the fingerprint that people can read. */
export async function dnsRecordsOf(armored: string, fingerprint: string, address: string): Promise<DnsRecords> {
  const [localPart = "", domain = ""] = address.split(/@(?=[^@]*$)/);
  const owner = createHash("sha256").update(localPart).digest("hex").slice(0, hashBytes * 2);
  const key = await keyForAddress(armored, address, { isMinimal: true });
  return {
    openPgpKey: `${owner}._openpgpkey.${domain}. IN OPENPGPKEY ${Buffer.from(key).toString("base64")}`,
    txt: `${domain}. IN TXT "openpgp4fpr:${fingerprint}"`,
  };
}
