import { Secret, TOTP } from "otpauth";

/** RFC 6238 with what every authenticator understands: SHA-1, 6 digits, 30 seconds. */
const stepSeconds = 30;

function totp(secret: string, label = ""): TOTP {
  return new TOTP({ issuer: "Image Factory", label, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: stepSeconds });
}

/** A new secret of 160 bits in base32 (RFC 4226 §4 R6). */
export function makeTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address that hands the secret to an authenticator. */
export function totpAddress(secret: string, userName: string): string {
  return totp(secret, userName).toString();
}

/**
 * The time step that a code belongs to: this one, or the one before or after (RFC 6238 §5.2); null when the code is wrong.
 * Whoever accepts it keeps the step and takes no code of this or an earlier one again (ibid.).
 */
export function stepOf(secret: string, code: string, now = Date.now()): bigint | null {
  const delta = totp(secret).validate({ token: code.replaceAll(/\s/g, ""), timestamp: now, window: 1 });
  return delta === null ? null : BigInt(Math.floor(now / 1_000 / stepSeconds) + delta);
}

/** How many recovery codes a user gets at once; each has 80 bits and works once. */
export const recoveryCodeCount = 10;

/** A typed recovery code as it is hashed: capital letters and digits alone. */
export function normalRecoveryCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
}
