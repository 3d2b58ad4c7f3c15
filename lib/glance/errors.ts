/** Why a cloud did not do what was asked. */
export type GlanceErrorCode =
  | "configuration"
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "refused"
  | "unavailable"
  | "timeout"
  | "unexpected-answer"
  | "import-failed"
  | "source-lost"
  | "aborted";

/** An operation that a cloud did not do. The message names the cloud and the operation, says what to do, and holds no secret. */
export class GlanceError extends Error {
  readonly code: GlanceErrorCode;

  constructor(code: GlanceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "GlanceError";
    this.code = code;
  }

  /** Is the whole cloud out of reach, so that other images of it need not be tried now? */
  get concernsWholeCloud(): boolean {
    return this.code === "configuration" || this.code === "unauthorized" || this.code === "unavailable" || this.code === "timeout" || this.code === "aborted";
  }
}

/** The code of an HTTP status (Image API v2 and Identity API v3). */
export function codeOfStatus(status: number): GlanceErrorCode {
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404 || status === 410) return "not-found";
  if (status === 409) return "conflict";
  if (status === 429 || status >= 500) return "unavailable";
  return status >= 400 ? "refused" : "unexpected-answer";
}
