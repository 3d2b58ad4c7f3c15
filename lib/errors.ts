/** The closed list of surprises that the product knows how to answer over HTTP. Expected failures are values instead. */
export type AppErrorCode =
  | "bad-request"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "gone"
  | "too-many-requests"
  | "unavailable"
  | "internal";

const statusByCode: Record<AppErrorCode, number> = {
  "bad-request": 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  gone: 410,
  "too-many-requests": 429,
  unavailable: 503,
  internal: 500,
};

/** A surprise: thrown where it is found, translated to HTTP in one place. The message is fit for the person who asked. */
export class AppError extends Error {
  readonly code: AppErrorCode;

  constructor(code: AppErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AppError";
    this.code = code;
  }

  /** The HTTP status code of this error (RFC 9110 §15). */
  get status(): number {
    return statusByCode[this.code];
  }
}

/** An expected failure of a use case: a value that the caller must look at, never thrown. */
export type Failure<Code extends string> = {
  ok: false;
  code: Code;
  message: string;
  fieldErrors?: Record<string, string[]>;
};

export type Outcome<Value, Code extends string> = { ok: true; value: Value } | Failure<Code>;

/** The text of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
