import type { SignerErrorCode } from "./protocol.ts";

/** What the signing process answered, or why there was no usable answer, or why its key cannot be used. */
export type SigningErrorCode = SignerErrorCode | "unreachable" | "timeout" | "protocol" | "bad-key-file" | "bad-socket";

/** A signature that was not made. The message never contains key material. */
export class SigningError extends Error {
  readonly code: SigningErrorCode;

  constructor(code: SigningErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SigningError";
    this.code = code;
  }
}
