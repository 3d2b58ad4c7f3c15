import type { IncomingMessage } from "node:http";
import { localizeHref, splitLocale } from "#lib/locales.ts";

/** How an answer may be kept: `asset` for ever (its name is its hash), `page` until the catalog changes, `live` for seconds. */
export type Kind = "asset" | "page" | "live";

const machinePath = /^\/(?:api\/v1\/|streams\/|feeds\/|virt-builder\/|\.well-known\/|keys\/[0-9A-Fa-f]+\.asc$|keys\.asc$|robots\.txt$|sitemap\.xml$|status\/)/;
const longestKey = 8_192;

/**
 * Whether the answer to a request is the same for everybody, and so may be kept. Only what is listed here is: pages of the
 * portal in any language, what machines read, and the hashed files of the pages. Whoever sends credentials is not everybody.
 */
export function kindOf({ method, headers }: Pick<IncomingMessage, "method" | "headers">, path: string): Kind | null {
  if ((method !== "GET" && method !== "HEAD") || headers.authorization || headers["next-action"]) return null;
  if (path.startsWith("/_next/static/")) return "asset";
  if (/\/(stream|log)$/.test(path) || path.startsWith("/api/v1/admin")) return null;
  // What is latest for one client, at this moment of a rollout.
  if (/^\/api\/v1\/images\/[^/]+\/latest$/.test(path)) return null;
  const page = splitLocale(path).path;
  if (/^(\/api\/v1)?\/status(\/|$)/.test(page)) return "live";
  return machinePath.test(path) || isPage(page) ? "page" : null;
}

function isPage(path: string): boolean {
  return localizeHref(path, "de") !== path;
}

// What Next answers differently by, when its own router in the browser asks for a part of a page.
const routerHeaders = ["rsc", "next-router-state-tree", "next-router-prefetch", "next-router-segment-prefetch", "next-url"] as const;

/** What tells two answers apart; null for a request whose address is too long to be kept. */
export function keyOf({ url = "/", headers }: Pick<IncomingMessage, "url" | "headers">): string | null {
  const key = [url, ...routerHeaders.map((name) => headers[name] ?? "")].join("\n");
  return key.length > longestKey ? null : key;
}

/** The image and version of a build page's path in any language; null for every other path. */
export function buildOf(path: string): { image: string; version: string } | null {
  const [, image, version] = /^\/images\/([^/]+)\/([^/]+)$/.exec(splitLocale(path).path) ?? [];
  return image && version ? { image: decodeURIComponent(image), version: decodeURIComponent(version) } : null;
}
