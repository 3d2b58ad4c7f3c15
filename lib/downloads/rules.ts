import type { ChannelName } from "./schema.ts";

/** What an address under `/download` asks for; `slash` says whether a folder's address ends as it should. */
export type DownloadPath =
  | { kind: "root-folder"; slash: boolean }
  | { kind: "image-folder"; image: string; slash: boolean }
  | { kind: "version-folder"; image: string; version: string; slash: boolean }
  | { kind: "file"; image: string; version: string; fileName: string }
  | { kind: "channel"; image: string; channel: ChannelName; fileName: string | null };

const maxPathLength = 1024;
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._+~-]{0,254}$/;
const versionPattern = /^\d{8}-[1-9]\d{0,3}$/;
// Everything that some file system, proxy or terminal could read as more than a character of a name.
const hostilePattern = /[\p{Cc}/\\]/u;

/** Does this path (without query, still percent-encoded) belong to the downloads? */
export function isDownloadPath(rawPath: string): boolean {
  return rawPath === "/download" || rawPath.startsWith("/download/");
}

/**
 * Reads a request path (without query, still percent-encoded) under `/download`.
 *
 * Each segment is decoded exactly once (RFC 3986 §2.4) and must then be a plain name, so no storage path is ever made of
 * raw input. `"bad"`: the path is malformed or hostile (400). `"missing"`: well-formed, but no such address can exist (404).
 */
export function parseDownloadPath(rawPath: string): DownloadPath | "bad" | "missing" {
  if (rawPath.length > maxPathLength || !isDownloadPath(rawPath)) return "bad";
  const segments: string[] = [];
  for (const raw of rawPath.slice("/download".length).split("/").slice(1)) {
    const segment = decodeOnce(raw);
    if (segment === null) return "bad";
    segments.push(segment);
  }
  const slash = segments.length > 0 && segments.at(-1) === "";
  if (slash) segments.pop();
  if (!segments.every((segment) => namePattern.test(segment))) return "missing";
  return interpret(segments, slash);
}

function decodeOnce(raw: string): string | null {
  try {
    const segment = decodeURIComponent(raw);
    return hostilePattern.test(segment) || segment === "." || segment === ".." ? null : segment;
  } catch {
    // Broken escapes and overlong or otherwise invalid UTF-8.
    return null;
  }
}

function interpret(segments: string[], slash: boolean): DownloadPath | "missing" {
  const [image, version, fileName] = segments;
  if (image === undefined) return { kind: "root-folder", slash };
  if (version === undefined) return { kind: "image-folder", image, slash };
  if (segments.length > 3 || (fileName !== undefined && slash)) return "missing";
  if (version === "latest" || version === "prev") return { kind: "channel", image, channel: version, fileName: fileName ?? null };
  if (!versionPattern.test(version)) return "missing";
  if (fileName === undefined) return { kind: "version-folder", image, version, slash };
  return { kind: "file", image, version, fileName };
}

/**
 * The file of a version that a name under a channel means: `IMAGE.qcow2` stands for `IMAGE-VERSION.qcow2`, so that a script
 * needs to know no version; every other name stands for itself.
 */
export function channelFileName(image: string, version: string, fileName: string): string {
  return fileName.startsWith(`${image}.`) ? `${image}-${version}${fileName.slice(image.length)}` : fileName;
}

/** The address of a version's folder, or of a file in it. */
export function versionAddress(image: string, version: string, fileName = ""): string {
  return `/download/${[image, version, fileName].map(encodeURIComponent).join("/")}`;
}

/** The name that a file of one version has in another. */
export function fileInPlaceOf(image: string, version: string, other: string, fileName: string): string {
  const own = `${image}-${version}`;
  return fileName.startsWith(`${own}.`) ? `${image}-${other}${fileName.slice(own.length)}` : fileName;
}
