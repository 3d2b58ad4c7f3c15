import type { SignedRevocation } from "./metalink.ts";
import { invalidReasons, type InvalidReason, type UnknownReason, type VerifyErrorCode } from "./errors.ts";

/** `pieces`: the hashes of a signed Metalink, in parallel. `stream`: the detached signature over the whole file, in one pass. */
export const ways = ["pieces", "stream"] as const;
export type Way = (typeof ways)[number];

export type KeyStateAt = "valid" | "expired" | "revoked" | "too-new" | "not-for-signing";

/** What a good or bad signature says of itself and of its key. */
export type SignatureFacts = {
  /** Of the primary key: 40 upper-case hexadecimal digits. */
  fingerprint: string;
  /** Of the key that signed, when it is a subkey. */
  subkeyFingerprint: string | null;
  userId: string;
  /** `Ed25519`, `RSA 4096`, … */
  algorithm: string;
  /** Was the key published by the portal, or handed in by the person who asks? */
  origin: "portal" | "given";
  /** `SHA-512`, … */
  digest: string;
  signedAt: Date;
  keyAtSigning: KeyStateAt;
  keyNow: KeyStateAt;
  keyExpiresAt: Date | null;
};

/** First byte, and the byte after the last one. */
export type ByteRange = { start: number; end: number };

export type DamageFacts = {
  /** Signed bytes that the file has differently, ascending, neighbours joined. */
  ranges: ByteRange[];
  /** Bytes missing at the end, compared with the signed size. */
  missingBytes: number;
  /** Bytes beyond the signed size. */
  extraBytes: number;
  /** Bytes that are as they were signed. */
  goodBytes: number;
};

export type VerdictFacts = {
  /** The way that was really used; null when it never came to that. */
  way: Way | null;
  /** One for each signature that was looked at. */
  signatures: SignatureFacts[];
  damage: DamageFacts | null;
  /** The name under which the list of pieces was signed. */
  signedName: string | null;
  /** What the signed list of pieces says of a withdrawal: also known where nobody can ask the portal. */
  signedRevocation: SignedRevocation | null;
  sizeBytes: number;
  /** The refusal in technical words, for logs and reports of errors. */
  detail: string | null;
};

export type Verdict = { facts: VerdictFacts } & (
  | { verdict: "valid"; reason: "good-signature" }
  | { verdict: "invalid"; reason: InvalidReason }
  | { verdict: "unknown"; reason: UnknownReason }
);

export type Reason = Verdict["reason"];

const isInvalid = (code: VerifyErrorCode): code is InvalidReason => (invalidReasons as readonly string[]).includes(code);

/** The verdict that a failed check amounts to. */
export function verdictOf(code: VerifyErrorCode, facts: VerdictFacts): Verdict {
  return isInvalid(code) ? { verdict: "invalid", reason: code, facts } : { verdict: "unknown", reason: code, facts };
}
