import { element, xmlDocument } from "#lib/xml.ts";
import { downloadUrlOf, fileOf } from "./file-names.ts";
import { rfc3339 } from "./format.ts";
import { pieceBytes } from "./hash-file.ts";
import type { BuildFacts, FileHashes, Publisher } from "./types.ts";

/**
 * The Metalink 4 document (RFC 5854) of a build's qcow2: size, SHA-256 of the whole file and of each piece of 4 MiB, the
 * detached signature, and the address. Clients repair a download with it; the portal's own check reads its pieces.
 */
export function metalinkOf(build: Pick<BuildFacts, "image" | "version" | "finishedAt">, file: Pick<FileHashes, "sizeBytes" | "sha256" | "pieces">, armoredSignature: string, publisher: Publisher): string {
  const { fileName } = fileOf("qcow2", build.image, build.version);
  return xmlDocument(
    element(
      "metalink",
      { xmlns: "urn:ietf:params:xml:ns:metalink" },
      element("generator", {}, `${publisher.name}/${publisher.version}`),
      element("published", {}, rfc3339(build.finishedAt)),
      element(
        "file",
        { name: fileName },
        element("identity", {}, build.image),
        element("version", {}, build.version),
        element("publisher", { name: publisher.name, url: publisher.url }),
        element("size", {}, String(file.sizeBytes)),
        element("hash", { type: "sha-256" }, file.sha256),
        element("pieces", { length: pieceBytes, type: "sha-256" }, ...file.pieces.map((piece) => element("hash", {}, piece))),
        element("signature", { mediatype: "application/pgp-signature" }, `${armoredSignature.replaceAll("\r", "").trimEnd()}\n    `),
        element("url", { priority: 1 }, downloadUrlOf(publisher.url, build.image, build.version, fileName)),
      ),
    ),
  );
}
