import { directoryUrlOf } from "./directory.ts";
import type { KeyDetails, KeyList } from "./schema.ts";

/** `GET /api/v1/keys`: the keys as machines read them; `state` is the state of today, with `expired` computed. */
export function publicKeyList(keys: KeyDetails[], publicUrl: string): KeyList {
  const host = new URL(publicUrl).hostname;
  return {
    armoredUrl: `${publicUrl}/keys.asc`,
    keys: keys.map(({ standing, mailAddress, hasPublicKey, signed, ...key }) => ({
      fingerprint: key.fingerprint,
      state: standing,
      algorithm: key.algorithm,
      userId: key.userId,
      validFrom: key.validFrom,
      validUntil: key.validUntil,
      publishedAt: key.publishedAt,
      certifiedBy: key.certifiedBy,
      activatedAt: key.activatedAt,
      retiredAt: key.retiredAt,
      revocation: key.revocation,
      note: key.note,
      signed: signed ?? { builds: 0, files: 0, first: null, last: null },
      armoredUrl: hasPublicKey ? `${publicUrl}/keys/${key.fingerprint}.asc` : null,
      webKeyDirectoryUrl: hasPublicKey && mailAddress?.endsWith(`@${host}`) ? directoryUrlOf(publicUrl, mailAddress) : null,
    })),
  };
}
