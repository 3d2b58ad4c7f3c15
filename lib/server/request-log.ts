import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "#lib/log.ts";

/**
 * Logs a request when its answer has ended: failures of ours as warnings, downloads at `info`, everything else at `debug`.
 * The query is left out, since it may carry a code or a token.
 */
export function logWhenDone(request: IncomingMessage, response: ServerResponse, path: string, log: Logger): void {
  const startedAt = performance.now();
  response.once("close", () => {
    const line = {
      method: request.method,
      path: path.slice(0, 500),
      status: response.statusCode,
      durationMs: Math.round(performance.now() - startedAt),
      ...(response.writableFinished ? {} : { aborted: true }),
    };
    if (response.statusCode >= 500) log.warn(line, "request");
    else if (path.startsWith("/download/")) log.info(line, "request");
    else log.debug(line, "request");
  });
}
