import type { DownloadFile } from "#lib/downloads/schema.ts";
import type { Validators } from "./preconditions.ts";

const shownInline = /^(text\/plain|application\/([a-z.]+\+)?json|application\/pgp-(signature|keys))\b/;
const largestInlineBytes = 1024 * 1024;

/** The strong entity tag is the content's hash; the date is that of publication, since published bytes never change. */
export function validatorsOf(file: DownloadFile): Validators {
  return { etag: `"${file.sha256}"`, lastModified: file.publishedAt.toUTCString() };
}

/**
 * The headers of a published file, for whole and partial answers alike: the digests are those of the whole file
 * (`Repr-Digest`, RFC 9530 §3; `Digest`, RFC 3230, for older clients). The links lead to the Metalink and the detached
 * signature beside it (RFC 6249 §4 and §5).
 */
export function fileHeaders(file: DownloadFile): Record<string, string> {
  const digest = Buffer.from(file.sha256, "hex").toString("base64");
  const headers: Record<string, string> = {
    ...validatorHeaders(file),
    "Content-Type": file.mediaType,
    "Accept-Ranges": "bytes",
    "Repr-Digest": `sha-256=:${digest}:`,
    Digest: `sha-256=${digest}`,
  };
  const links = [
    ...(file.metalinkFileName ? [`<${encodeURIComponent(file.metalinkFileName)}>; rel=describedby; type="application/metalink4+xml"`] : []),
    ...(file.signatureFileName ? [`<${encodeURIComponent(file.signatureFileName)}>; rel=describedby; type="application/pgp-signature"`] : []),
  ];
  if (links.length > 0) headers["Link"] = links.join(", ");
  if (file.sizeBytes > largestInlineBytes || !shownInline.test(file.mediaType)) {
    headers["Content-Disposition"] = `attachment; filename="${file.fileName}"`;
  }
  return headers;
}

/** The headers that a 304 repeats (RFC 9110 §15.4.5). A revoked build's file is not to be kept: its warning must be seen. */
export function validatorHeaders(file: DownloadFile): Record<string, string> {
  const { etag, lastModified } = validatorsOf(file);
  return {
    ETag: etag,
    "Last-Modified": lastModified,
    "Cache-Control": file.revocation ? "no-store" : "public, max-age=31536000, immutable",
  };
}
