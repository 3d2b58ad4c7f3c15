import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import fresh from "fresh";
import type { DownloadListing } from "#lib/downloads/schema.ts";
import { renderListing } from "./listing-page.ts";
import { answerPlain } from "./plain-answer.ts";

const listingPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Answers GET or HEAD of a folder with a page, or with JSON for a client that asks for JSON and not for pages. */
export function answerFolder(request: IncomingMessage, response: ServerResponse, path: string, listing: DownloadListing): void {
  const json = wantsJson(request.headers.accept ?? "");
  const body = json ? `${JSON.stringify({ path, ...listing }, null, 2)}\n` : renderListing(path, listing);
  const headers = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": listingPolicy,
    ETag: `"${createHash("sha256").update(body).digest("base64url")}"`,
    Vary: "Accept",
  };
  if (fresh(request.headers, { etag: headers.ETag })) {
    response.writeHead(304, headers).end();
    return;
  }
  answerPlain(response, { status: 200, body, type: json ? "application/json; charset=utf-8" : "text/html; charset=utf-8", headers });
}

function wantsJson(accept: string): boolean {
  return /\bapplication\/json\b/i.test(accept) && !/\btext\/html\b/i.test(accept);
}
