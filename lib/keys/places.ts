import type { ArmoredKey } from "./data.ts";
import { directoryUrlOf } from "./directory.ts";
import { dnsRecordsOf } from "./dns.ts";
import type { KeyDetails, KeyPlaces } from "./schema.ts";

/** Where the keys in use and planned can be asked for outside the portal: those whose mail address is of its host. */
export async function listPlaces(keys: KeyDetails[], armoredKeys: ArmoredKey[], publicUrl: string): Promise<KeyPlaces[]> {
  const host = new URL(publicUrl).hostname;
  const found = keys.flatMap(({ fingerprint, standing, mailAddress }) => {
    const key = armoredKeys.find((candidate) => candidate.fingerprint === fingerprint);
    const isAsked = standing === "active" || standing === "planned";
    return key && isAsked && mailAddress?.endsWith(`@${host}`) ? [{ fingerprint, standing, mailAddress, armored: key.armored }] : [];
  });
  return Promise.all(
    found.map(async ({ armored, ...key }) => ({
      ...key,
      directoryUrl: directoryUrlOf(publicUrl, key.mailAddress),
      dns: await dnsRecordsOf(armored, key.fingerprint, key.mailAddress),
    })),
  );
}
