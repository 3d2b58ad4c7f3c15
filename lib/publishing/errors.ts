export type PublishingErrorCode = "file-missing" | "signature-refused" | "key-changed";

/** Files of a build that cannot be published; the message is fit for the build's reason. */
export class PublishingError extends Error {
  readonly code: PublishingErrorCode;

  constructor(code: PublishingErrorCode, message: string) {
    super(message);
    this.name = "PublishingError";
    this.code = code;
  }
}
