import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { DownloadCounter } from "#lib/downloads/count.ts";
import type { DownloadFile } from "#lib/downloads/schema.ts";
import type { Logger } from "#lib/log.ts";
import { StorageError } from "#lib/storage/errors.ts";
import type { Storage } from "#lib/storage/types.ts";
import { fileHeaders, validatorHeaders, validatorsOf } from "./file-headers.ts";
import { answerPlain, answerRedirect } from "./plain-answer.ts";
import { rangeApplies, weighPreconditions } from "./preconditions.ts";
import { decideRange, planMultipart, type Span } from "./ranges.ts";
import { sendSpan, sendSpans } from "./send-bytes.ts";

/** Who sends the bytes: this process, nginx, or the object storage. */
export type DownloadsMode = "node" | "x-accel" | "redirect";

export type DownloadStorage = Pick<Storage, "openRead"> & {
  /** A time-limited address of an object; only object storages have it. */
  presignedUrl?: (key: string) => Promise<string>;
};

export type FileContext = { storage: DownloadStorage; mode: DownloadsMode; counter: Pick<DownloadCounter, "record">; log: Logger };

/** Answers GET or HEAD of one published file: conditions, ranges, bytes (RFC 9110 §13 and §14). */
export async function answerFile(request: IncomingMessage, response: ServerResponse, file: DownloadFile, context: FileContext): Promise<void> {
  const validators = validatorsOf(file);
  const weighed = weighPreconditions(request.headers, validators);
  if (weighed === "failed") {
    return answerPlain(response, { status: 412, body: "The file is not the one that the condition names.\n", headers: validatorHeaders(file) });
  }
  if (weighed === "not-modified") {
    response.writeHead(304, validatorHeaders(file)).end();
    return;
  }
  // RFC 9110 §14.2: Range means something for GET only.
  const asked = request.method === "GET" && rangeApplies(request.headers, validators) ? request.headers.range : undefined;
  const range = asked === undefined ? "whole" : decideRange(asked, file.sizeBytes);
  if (context.mode === "redirect" && request.method === "GET" && context.storage.presignedUrl) {
    countWhenSent(response, file, range, context);
    return answerRedirect(response, 302, await context.storage.presignedUrl(file.storageKey));
  }
  for (const [name, value] of Object.entries(fileHeaders(file))) response.setHeader(name, value);
  if (request.method === "HEAD") {
    if (context.mode === "x-accel") delegate(response, file);
    response.writeHead(200, { "Content-Length": file.sizeBytes }).end();
    return;
  }
  if (range === "unsatisfiable") return refuseRange(response, file);
  countWhenSent(response, file, range, context);
  if (context.mode === "x-accel") {
    delegate(response, file);
    response.writeHead(200, { "Content-Length": 0 }).end();
    return;
  }
  await sendOrExplain(response, file, range, context);
}

function delegate(response: ServerResponse, file: DownloadFile): void {
  response.setHeader("X-Accel-Redirect", `/protected/${file.storageKey.split("/").map(encodeURIComponent).join("/")}`);
}

function refuseRange(response: ServerResponse, file: DownloadFile): void {
  for (const name of ["Content-Disposition", "Repr-Digest", "Digest", "Link"]) response.removeHeader(name);
  answerPlain(response, {
    status: 416,
    body: `The file has ${file.sizeBytes} bytes; the range lies outside, or there are too many ranges.\n`,
    headers: { "Content-Range": `bytes */${file.sizeBytes}` },
  });
}

// A download in parts counts once: for the part with the first byte.
function countWhenSent(response: ServerResponse, file: DownloadFile, range: "whole" | "unsatisfiable" | Span[], { counter }: FileContext): void {
  if (range === "unsatisfiable" || (range !== "whole" && !range.some(({ start }) => start === 0))) return;
  response.once("finish", () => {
    if (response.statusCode < 400) counter.record(file.artifactId);
  });
}

async function sendOrExplain(response: ServerResponse, file: DownloadFile, range: "whole" | Span[], { storage, log }: FileContext): Promise<void> {
  const source = { storage, key: file.storageKey };
  try {
    if (range === "whole") await sendWhole(response, source, file);
    else await sendPart(response, source, file, range);
  } catch (error) {
    log.error({ err: error, storageKey: file.storageKey }, "a published file could not be read");
    if (response.headersSent) {
      response.destroy();
      return;
    }
    for (const name of response.getHeaderNames()) if (name in lowerCaseFileHeaders(file)) response.removeHeader(name);
    const gone = error instanceof StorageError && error.code === "not-found";
    answerPlain(response, {
      status: gone ? 410 : 500,
      body: gone ? "The file is no longer in the store. The operators have been told.\n" : "The file cannot be read. The operators have been told.\n",
    });
  }
}

function lowerCaseFileHeaders(file: DownloadFile): Record<string, string> {
  return Object.fromEntries(Object.entries(fileHeaders(file)).map(([name, value]) => [name.toLowerCase(), value]));
}

async function sendWhole(response: ServerResponse, source: { storage: DownloadStorage; key: string }, file: DownloadFile): Promise<void> {
  const head = () => response.writeHead(200, { "Content-Length": file.sizeBytes });
  if (file.sizeBytes === 0) {
    head();
    response.end();
    return;
  }
  await sendSpan(response, source, { start: 0, end: file.sizeBytes - 1 }, head);
}

async function sendPart(response: ServerResponse, source: { storage: DownloadStorage; key: string }, file: DownloadFile, spans: Span[]): Promise<void> {
  const [only] = spans;
  // RFC 9110 §15.3.7.2: a single part is never sent as multipart.
  if (only && spans.length === 1) {
    const { start, end } = only;
    return sendSpan(response, source, only, () =>
      response.writeHead(206, { "Content-Length": end - start + 1, "Content-Range": `bytes ${start}-${end}/${file.sizeBytes}` }),
    );
  }
  const plan = planMultipart(spans, file.sizeBytes, file.mediaType, `part-${randomUUID()}`);
  await sendSpans(response, source, spans, plan, () =>
    response.writeHead(206, { "Content-Length": plan.contentLength, "Content-Type": plan.contentType }),
  );
}
