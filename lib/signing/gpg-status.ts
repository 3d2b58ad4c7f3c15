import type { GpgFailureCode, GpgVerdict } from "./types.ts";

/** The SHA-512 of RFC 9580 §9.5. */
const sha512Id = "10";
const binaryClass = "00";

/** What one status keyword alone decides, in the order in which it is looked for. */
const refusals: [keyword: string, code: GpgFailureCode, message: string][] = [
  ["BADSIG", "bad-signature", "the signature does not fit the file"],
  ["NO_PUBKEY", "unknown-key", "the signature was made by a key that is not the published one"],
  ["REVKEYSIG", "key-revoked", "the signing key is revoked"],
  ["EXPKEYSIG", "key-expired", "the signing key has expired"],
  ["EXPSIG", "signature-expired", "the signature has expired"],
  ["ERRSIG", "gpg-failed", "gpg could not check the signature"],
];

/**
 * The verdict in the status lines of `gpg --verify` (GnuPG's doc/DETAILS, "Format of the --status-fd output"): exactly
 * one GOODSIG and one VALIDSIG, by the primary key `expectedFingerprint`, over binary data, with SHA-512.
 */
export function judgeStatus(statusLines: string, expectedFingerprint: string): GpgVerdict {
  const lines = statusLines.split("\n").flatMap((line) => (line.startsWith("[GNUPG:] ") ? [line.slice(9).trim().split(" ")] : []));
  const having = (keyword: string) => lines.filter(([first]) => first === keyword);
  const refuse = (code: GpgFailureCode, message: string): GpgVerdict => ({ ok: false, code, message });

  if (having("NEWSIG").length > 1 || having("VALIDSIG").length > 1) return refuse("several-signatures", "the file holds more than one signature");
  for (const [keyword, code, message] of refusals) if (having(keyword).length > 0) return refuse(code, message);
  const [valid] = having("VALIDSIG");
  if (!valid || having("GOODSIG").length !== 1) return refuse("no-signature", "the file holds no signature that gpg can read");

  // VALIDSIG: fingerprint, date, time, expiry, version, reserved, key algorithm, hash algorithm, class, primary key.
  const [, , , madeAt, , , , , digest, signatureClass, primary] = valid;
  if (primary !== expectedFingerprint) return refuse("wrong-key", `the signature is by ${primary}, not by ${expectedFingerprint}`);
  if (digest !== sha512Id) return refuse("weak-digest", `the signature's digest is algorithm ${digest}, not SHA-512`);
  if (signatureClass !== binaryClass) return refuse("bad-signature", `the signature's class is ${signatureClass}, not that of binary data`);
  return { ok: true, fingerprint: primary, digest: "SHA512", signedAt: new Date(Number(madeAt) * 1000) };
}
