import type { ServerResponse } from "node:http";

type PlainAnswer = { status: number; body: string; type?: string; headers?: Record<string, string> };

/**
 * Ends a response with a short body of known length; answers HEAD correctly, since Node then drops the body. Not to be
 * stored by caches unless `headers` says otherwise.
 */
export function answerPlain(response: ServerResponse, { status, body, type = "text/plain; charset=utf-8", headers = {} }: PlainAnswer): void {
  response.writeHead(status, {
    "Cache-Control": "no-store",
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

/** Redirects with an empty body; only permanent redirects may be stored. */
export function answerRedirect(response: ServerResponse, status: 301 | 302, location: string): void {
  response.writeHead(status, {
    "Cache-Control": status === 301 ? "public, max-age=3600" : "no-store",
    Location: location,
    "Content-Length": 0,
  });
  response.end();
}
