/**
 * Why a file is not shown to be genuine. The first group speaks against the file, its signature or its key; the second
 * only says that nothing could be found out.
 */
export const invalidReasons = [
  /** The signature is not one of these bytes: the file was changed, or the signature belongs to another file. */
  "bad-signature",
  /** Signed pieces differ; the verdict names the byte ranges. */
  "damaged",
  /** The file ends too early. */
  "truncated",
  /** The signed bytes are followed by others. */
  "appended",
  /** Nothing in the file is what the signed list of pieces describes. */
  "other-file",
  /** The list of pieces was changed after it was signed. */
  "piece-list-altered",
  "key-revoked",
  /** The key had expired when it signed. */
  "key-expired",
  /** The key is younger than the signature. */
  "key-too-new",
  /** The key was not allowed to sign files when it signed. */
  "key-not-for-signing",
  "signature-expired",
  "signature-in-future",
  /** MD5, SHA-1, RIPEMD-160 or SHA-224, or one that is too short for the curve of the key. */
  "weak-digest",
  /** RSA below 2048 bits, DSA, or a curve that is not trusted. */
  "weak-key",
] as const;

export const unknownReasons = [
  "unknown-key",
  /** There is no key to check with. */
  "no-keys",
  /** A file with keys is broken, and what cannot be read of it might revoke one. */
  "unreadable-key",
  "no-signature",
  "unreadable-signature",
  /** A version, kind or algorithm of signature that is not checked here. */
  "unsupported-signature",
  /** A signature of the text, whose line ends may change; images are signed byte by byte. */
  "text-signature",
  /** The signature is inside the file; only detached signatures are checked here. */
  "inline-signed",
  "unreadable-piece-list",
  "unreadable-file",
  "network-failed",
  "cancelled",
  /** Something that should not happen: the message tells what. */
  "check-failed",
] as const;

export type InvalidReason = (typeof invalidReasons)[number];
export type UnknownReason = (typeof unknownReasons)[number];
/** The closed list of what a check can find against a file. */
export type VerifyErrorCode = InvalidReason | UnknownReason;

/** A check that did not end well; the code decides the verdict, the message is for logs. */
export class VerifyError extends Error {
  readonly code: VerifyErrorCode;

  constructor(code: VerifyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "VerifyError";
    this.code = code;
  }
}

/** The same error, or one with `code` around a foreign one. */
export function asVerifyError(thrown: unknown, code: VerifyErrorCode): VerifyError {
  if (thrown instanceof VerifyError) return thrown;
  return new VerifyError(code, thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
}
