import { downloadUrlOf, fileOf } from "./file-names.ts";
import { rfc3339 } from "./format.ts";
import { pieceBytes } from "./hash-file.ts";
import type { BuildFacts, FileHashes, Publisher } from "./types.ts";

/**
 * The Metalink 4 document (RFC 5854) of a build's qcow2: size, SHA-256 of the whole file and of each piece of 4 MiB, the
 * detached signature, and the address. Clients repair a download with it; the portal's own check reads its pieces.
 */
export function metalinkOf(build: Pick<BuildFacts, "image" | "version" | "finishedAt">, file: FileHashes, armoredSignature: string, publisher: Publisher): string {
  const { fileName } = fileOf("qcow2", build.image, build.version);
  const url = downloadUrlOf(publisher.url, build.image, build.version, fileName);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<metalink xmlns="urn:ietf:params:xml:ns:metalink">',
    `  <generator>${escapeXml(`${publisher.name}/${publisher.version}`)}</generator>`,
    `  <published>${rfc3339(build.finishedAt)}</published>`,
    `  <file name="${escapeXml(fileName)}">`,
    `    <identity>${escapeXml(build.image)}</identity>`,
    `    <version>${escapeXml(build.version)}</version>`,
    `    <publisher name="${escapeXml(publisher.name)}" url="${escapeXml(publisher.url)}"/>`,
    `    <size>${file.sizeBytes}</size>`,
    `    <hash type="sha-256">${file.sha256}</hash>`,
    `    <pieces length="${pieceBytes}" type="sha-256">`,
    ...file.pieces.map((piece) => `      <hash>${piece}</hash>`),
    "    </pieces>",
    `    <signature mediatype="application/pgp-signature">${escapeXml(armoredSignature.replaceAll("\r", "").trimEnd())}\n    </signature>`,
    `    <url priority="1">${escapeXml(url)}</url>`,
    "  </file>",
    "</metalink>",
    "",
  ].join("\n");
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
