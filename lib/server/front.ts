import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { clientAddressHeader } from "#lib/client-address.ts";
import { isDownloadPath } from "#lib/downloads/rules.ts";
import { clientAddress, trustedProxies } from "./client-address.ts";
import { answerDownload, type DownloadContext } from "./download-handler.ts";
import type { DownloadsMode } from "./file-answer.ts";
import { answerReadiness, type ReadinessChecks } from "./health.ts";
import { isFromOwnPage } from "./own-page.ts";
import type { PageCache } from "./page-cache.ts";
import { answerPlain } from "./plain-answer.ts";
import { logWhenDone } from "./request-log.ts";
import { setCommonHeaders, setContentPolicy, stripInternalHeaders, tellPage } from "./security-headers.ts";

export type FrontOptions = Omit<DownloadContext, "mode"> & {
  downloadsMode: DownloadsMode;
  /** Answers everything that the front does not: Next. */
  nextHandler: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;
  /** Answers what is the same for everybody, over the same handler. */
  pages: Pick<PageCache, "answer">;
  /** The address under which people reach the portal. */
  publicUrl: string;
  readiness: ReadinessChecks;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  trustedProxies?: string[];
};

/**
 * The one HTTP server of the portal: it answers `/download/…`, `/healthz` and `/readyz` itself, sets the security headers
 * of every answer, keeps pages, and hands everything else to Next. Throws when downloads are to be redirected to a storage that has no
 * presigned addresses.
 */
export function createFront({ nextHandler, pages, publicUrl, downloadsMode, readiness, trustedProxies: proxies = [], ...rest }: FrontOptions): Server {
  if (downloadsMode === "redirect" && !rest.storage.presignedUrl) {
    throw new Error('DOWNLOADS is "redirect", but the storage of STORAGE_URL has no presigned addresses: use an s3:// storage, or "node" or "x-accel".');
  }
  const context: DownloadContext = { ...rest, mode: downloadsMode };
  const origin = new URL(publicUrl);
  const trusted = trustedProxies(proxies);

  const answer = async (request: IncomingMessage, response: ServerResponse, path: string, query: string) => {
    if (isDownloadPath(path)) return answerDownload(request, response, path, query, context);
    if (path === "/healthz") return answerPlain(response, { status: 200, body: "ok\n" });
    if (path === "/readyz") return answerReadiness(response, readiness, context.log);
    if (!isDecodable(path)) return answerPlain(response, { status: 400, body: "This address holds a broken percent-encoding. Follow a link or start at /.\n" });
    if (!isFromOwnPage(request, path, origin)) return answerPlain(response, { status: 403, body: "This was not sent from a page of this portal, so nothing was done. Open the portal itself and try again there.\n" });
    tellPage(request, path, query);
    if (await pages.answer(request, response, path)) return undefined;
    setContentPolicy(request, response, path);
    return nextHandler(request, response);
  };

  const server = createServer((request, response) => {
    const target = originForm(request.url ?? "/");
    request.url = target;
    const [path = "/", ...queries] = target.split("?");
    setCommonHeaders(response, origin);
    stripInternalHeaders(request, origin);
    request.headers[clientAddressHeader] = clientAddress(request, trusted);
    logWhenDone(request, response, path, context.log);
    answer(request, response, path, queries.join("?")).catch((error: unknown) => {
      context.log.error({ err: error, path }, "a request failed");
      if (response.headersSent) response.destroy();
      else answerPlain(response, { status: 500, body: "The server could not answer. The reason is in its log.\n" });
    });
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return;
    const status = error.code === "HPE_HEADER_OVERFLOW" ? "431 Request Header Fields Too Large" : "400 Bad Request";
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  return server;
}

function isDecodable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes("\0");
  } catch {
    return false;
  }
}

// A request target may be absolute (RFC 9112 §3.2.2); everything behind the front expects path and query.
function originForm(target: string): string {
  const rest = /^https?:\/\/[^/?#]*(.*)$/i.exec(target)?.[1];
  if (rest === undefined) return target;
  return rest.startsWith("/") ? rest : `/${rest}`;
}
