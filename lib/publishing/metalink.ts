import { element, xmlDocument, type XmlNode } from "#lib/xml.ts";
import { downloadUrlOf, fileOf } from "./file-names.ts";
import { rfc3339 } from "./format.ts";
import type { BuildFacts, FileHashes, Publisher, RevocationNotice } from "./types.ts";

/**
 * The Metalink 4 document (RFC 5854) of a build's qcow2: size, SHA-256 of the whole file and of each of its pieces, the
 * detached signature, and the address. Clients repair a download with it; the portal's own check reads its pieces. Of a
 * revoked build it says so: to people in `description` (§4.2.2), to programs in an element of our own (§5).
 */
export function metalinkOf(build: Pick<BuildFacts, "image" | "version" | "finishedAt">, file: Pick<FileHashes, "sizeBytes" | "sha256" | "pieceBytes" | "pieces">, armoredSignature: string, publisher: Publisher, revocation: RevocationNotice | null = null): string {
  const { fileName } = fileOf("qcow2", build.image, build.version);
  return xmlDocument(
    element(
      "metalink",
      { xmlns: "urn:ietf:params:xml:ns:metalink" },
      element("generator", {}, `${publisher.name}/${publisher.version}`),
      element("published", {}, rfc3339(build.finishedAt)),
      revocation && element("updated", {}, rfc3339(revocation.at)),
      element(
        "file",
        { name: fileName },
        element("identity", {}, build.image),
        element("version", {}, build.version),
        revocation && element("description", {}, describe(revocation)),
        element("publisher", { name: publisher.name, url: publisher.url }),
        element("size", {}, String(file.sizeBytes)),
        element("hash", { type: "sha-256" }, file.sha256),
        element("pieces", { length: file.pieceBytes, type: "sha-256" }, ...file.pieces.map((piece) => element("hash", {}, piece))),
        element("signature", { mediatype: "application/pgp-signature" }, `${armoredSignature.replaceAll("\r", "").trimEnd()}\n    `),
        element("url", { priority: 1 }, downloadUrlOf(publisher.url, build.image, build.version, fileName)),
        revocation && revocationElement(revocation),
      ),
    ),
  );
}

function describe({ at, reason, severity, explanation, replacement, pageUrl }: RevocationNotice): string {
  const sentence = explanation.trim().replace(/([^.!?])$/, "$1.");
  const advice = replacement ? `Use ${replacement.version} instead: ${replacement.url}` : "There is no replacement yet.";
  return `REVOKED on ${rfc3339(at).slice(0, 10)} (${reason.replaceAll("_", " ")}, severity ${severity}): ${sentence} ${advice} The file is given out only with ?revoked=1 behind its address. More: ${pageUrl}`;
}

/** The name of our own element; what it holds is told in docs/portal, on the page about the API. */
const revocationNamespace = "urn:imagefactory:revocation:1";

function revocationElement({ at, reason, severity, explanation, replacement, pageUrl }: RevocationNotice): XmlNode {
  return element(
    "revocation",
    { xmlns: revocationNamespace, reason, severity, at: rfc3339(at), page: pageUrl },
    element("explanation", {}, explanation),
    replacement && element("replacement", { version: replacement.version, url: replacement.url }),
  );
}
