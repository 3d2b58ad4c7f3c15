/** Why the store refused or failed. */
export type StorageErrorCode =
  | "invalid-key"
  | "not-found"
  | "outside-store"
  | "source-changed"
  | "unsupported-driver"
  | "invalid-url"
  | "io";

/** A storage operation that did not happen. The message names the key or setting, its value and the remedy. */
export class StorageError extends Error {
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StorageError";
    this.code = code;
  }
}
