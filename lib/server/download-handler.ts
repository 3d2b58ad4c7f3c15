import type { IncomingMessage, ServerResponse } from "node:http";
import { channelFileName, parseDownloadPath, versionAddress, type DownloadPath } from "#lib/downloads/rules.ts";
import type { DownloadCatalog, DownloadListing } from "#lib/downloads/schema.ts";
import { answerFile, type FileContext } from "./file-answer.ts";
import { answerFolder } from "./folder-answer.ts";
import { answerPlain, answerRedirect } from "./plain-answer.ts";
import { answerRevoked } from "./revoked-answer.ts";

export type DownloadContext = FileContext & { catalog: DownloadCatalog };
type Of<Kind extends DownloadPath["kind"]> = Extract<DownloadPath, { kind: Kind }>;

/** Answers every request under `/download`; `rawPath` and `query` are as the client sent them. */
export async function answerDownload(request: IncomingMessage, response: ServerResponse, rawPath: string, query: string, context: DownloadContext): Promise<void> {
  // Nothing that is stored may act as a page of this origin, whatever its media type.
  response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  if (request.method !== "GET" && request.method !== "HEAD") {
    return answerPlain(response, { status: 405, body: "Downloads know only GET and HEAD.\n", headers: { Allow: "GET, HEAD" } });
  }
  const path = parseDownloadPath(rawPath);
  if (path === "bad") return answerPlain(response, { status: 400, body: "This address is malformed.\n" });
  if (path === "missing") return answerMissing(response);
  if (path.kind === "channel") return answerChannel(response, path, query, context.catalog);
  if (path.kind === "file") return answerVersionFile(request, response, path, query, context);
  if (!path.slash) return answerRedirect(response, 301, `${rawPath}/${query && `?${query}`}`);
  const listing = await list(path, context.catalog);
  if (!listing) return answerMissing(response);
  answerFolder(request, response, `${decodeURIComponent(rawPath)}`, listing);
}

function answerMissing(response: ServerResponse): void {
  answerPlain(response, { status: 404, body: "There is no such published file or folder. /download/ lists them all.\n" });
}

function list(path: Of<"root-folder" | "image-folder" | "version-folder">, catalog: DownloadCatalog): Promise<DownloadListing | null> {
  if (path.kind === "root-folder") return catalog.listRoot();
  return path.kind === "image-folder" ? catalog.listImage(path.image) : catalog.listVersion(path.image, path.version);
}

function acceptsRevoked(query: string): boolean {
  return new URLSearchParams(query).get("revoked") === "1";
}

async function answerChannel(response: ServerResponse, { image, channel, fileName }: Of<"channel">, query: string, catalog: DownloadCatalog): Promise<void> {
  const version = await catalog.resolveChannel(image, channel);
  if (version === null) return answerMissing(response);
  if (fileName === null) return answerRedirect(response, 302, versionAddress(image, version));
  const target = channelFileName(image, version, fileName);
  // A redirect to a 404 would hide which name was wrong.
  if (!(await catalog.findFile(image, version, target))) return answerMissing(response);
  answerRedirect(response, 302, `${versionAddress(image, version, target)}${acceptsRevoked(query) ? "?revoked=1" : ""}`);
}

async function answerVersionFile(request: IncomingMessage, response: ServerResponse, path: Of<"file">, query: string, context: DownloadContext): Promise<void> {
  const file = await context.catalog.findFile(path.image, path.version, path.fileName);
  if (!file) return answerMissing(response);
  if (file.revocation && !acceptsRevoked(query)) return answerRevoked(request, response, file, file.revocation, context.catalog);
  await answerFile(request, response, file, context);
}
