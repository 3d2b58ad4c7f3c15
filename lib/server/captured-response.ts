import { ServerResponse } from "node:http";

type Callback = (error?: Error | null) => void;

/** A response that goes nowhere: it keeps what Next answers, so that the answer can be looked at before it is sent. */
export class CapturedResponse extends ServerResponse {
  readonly #chunks: Buffer[] = [];

  /** The whole body, once the response has finished. */
  get captured(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  override writeHead(statusCode: number, ...rest: unknown[]): this {
    this.statusCode = statusCode;
    const headers = rest.find((part) => typeof part === "object" && part !== null);
    for (const [name, value] of Object.entries((headers ?? {}) as Record<string, string>)) this.setHeader(name, value);
    return this;
  }

  override flushHeaders(): void {}

  override write(chunk: string | Uint8Array, ...rest: unknown[]): boolean {
    this.#keep(chunk, rest);
    callbackOf(rest)?.();
    return true;
  }

  override end(...all: unknown[]): this {
    const [chunk, ...rest] = typeof all[0] === "function" ? [undefined, ...all] : all;
    if (this.finished) return this;
    if (chunk !== undefined && chunk !== null) this.#keep(chunk as string | Uint8Array, rest);
    this.finished = true;
    callbackOf(rest)?.();
    process.nextTick(() => {
      this.emit("finish");
      this.emit("close");
    });
    return this;
  }

  #keep(chunk: string | Uint8Array, rest: unknown[]): void {
    this.#chunks.push(typeof chunk === "string" ? Buffer.from(chunk, typeof rest[0] === "string" ? (rest[0] as BufferEncoding) : "utf8") : Buffer.from(chunk));
  }
}

function callbackOf(rest: unknown[]): Callback | undefined {
  return rest.find((part): part is Callback => typeof part === "function");
}
