import type { IncomingHttpHeaders } from "node:http";
import fresh from "fresh";

/** The validators of one file: a strong entity tag with its quotes, and an HTTP date. */
export type Validators = { etag: string; lastModified: string };

/**
 * Weighs the conditional headers of a GET or HEAD in the order of RFC 9110 §13.2.2: `"failed"` means 412,
 * `"not-modified"` means 304.
 */
export function weighPreconditions(headers: IncomingHttpHeaders, { etag, lastModified }: Validators): "proceed" | "failed" | "not-modified" {
  const ifMatch = headers["if-match"];
  const ifUnmodifiedSince = headers["if-unmodified-since"];
  if (ifMatch !== undefined) {
    if (!listsEntityTag(ifMatch, etag)) return "failed";
  } else if (ifUnmodifiedSince !== undefined && Date.parse(lastModified) > Date.parse(ifUnmodifiedSince)) {
    return "failed";
  }
  return fresh(headers, { etag, "last-modified": lastModified }) ? "not-modified" : "proceed";
}

// Strong comparison (RFC 9110 §13.1.1): a weak tag never matches.
function listsEntityTag(list: string, etag: string): boolean {
  return list.trim() === "*" || list.split(",").some((tag) => tag.trim() === etag);
}

/**
 * May a `Range` be answered in part (RFC 9110 §13.1.5)? With `If-Range` only when it names exactly this state of the file,
 * by its strong tag or its date; otherwise the client needs the whole file.
 */
export function rangeApplies(headers: IncomingHttpHeaders, { etag, lastModified }: Validators): boolean {
  const ifRange = headers["if-range"];
  if (typeof ifRange !== "string") return true;
  if (/^(W\/)?"/.test(ifRange)) return ifRange === etag;
  return Date.parse(ifRange) === Date.parse(lastModified);
}
