import type { ServerResponse } from "node:http";
import type { Storage } from "#lib/storage/types.ts";
import type { MultipartPlan, Span } from "./ranges.ts";

type Source = { storage: Pick<Storage, "openRead">; key: string };

const stalledAfterMs = 120_000;

/** Thrown when the store holds fewer bytes than the catalog says; the connection must then be cut, not ended. */
export class TruncatedFileError extends Error {
  constructor(key: string, missingBytes: number) {
    super(`The stored file ${key} is ${missingBytes} bytes shorter than its record: restore it from a backup or revoke its build.`);
    this.name = "TruncatedFileError";
  }
}

/**
 * Sends one span of a stored file as the whole body. The file is opened before the status line is written, so a missing
 * one can still be answered honestly; it is closed however the transfer ends.
 */
export async function sendSpan(response: ServerResponse, { storage, key }: Source, span: Span, writeHead: () => void): Promise<void> {
  const stream = await storage.openRead(key, span);
  try {
    begin(response, writeHead);
    await copy(stream, response, key, span);
  } finally {
    stream.destroy();
  }
  response.end();
}

/** Sends several spans as `multipart/byteranges`, one open file at a time. */
export async function sendSpans(response: ServerResponse, { storage, key }: Source, spans: Span[], plan: MultipartPlan, writeHead: () => void): Promise<void> {
  for (const [index, span] of spans.entries()) {
    const stream = await storage.openRead(key, span);
    try {
      if (index === 0) begin(response, writeHead);
      response.write(plan.heads[index] ?? "");
      await copy(stream, response, key, span);
    } finally {
      stream.destroy();
    }
    if (response.destroyed) return;
  }
  response.end(plan.tail);
}

function begin(response: ServerResponse, writeHead: () => void): void {
  // A client that stopped reading would hold a file open for ever.
  response.setTimeout(stalledAfterMs, () => response.destroy());
  writeHead();
}

async function copy(stream: AsyncIterable<Buffer>, response: ServerResponse, key: string, { start, end }: Span): Promise<void> {
  let missing = end - start + 1;
  for await (const chunk of stream) {
    if (response.destroyed) return;
    missing -= chunk.length;
    if (!response.write(chunk)) await drained(response);
  }
  if (missing !== 0 && !response.destroyed) throw new TruncatedFileError(key, missing);
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.on("drain", done).on("close", done);
    if (response.destroyed) done();
  });
}
