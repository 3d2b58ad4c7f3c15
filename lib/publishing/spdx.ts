import type { InstalledPackage } from "#lib/builders/types.ts";
import { downloadUrlOf, fileOf } from "./file-names.ts";
import { rfc3339 } from "./format.ts";
import { sortedPackages } from "./packages.ts";
import type { BuildFacts, FileHashes, Publisher } from "./types.ts";

const documentId = "SPDXRef-DOCUMENT";
const imageId = "SPDXRef-Image";
const unknown = { downloadLocation: "NOASSERTION", filesAnalyzed: false, licenseConcluded: "NOASSERTION", licenseDeclared: "NOASSERTION", copyrightText: "NOASSERTION" };

/**
 * The software bill of materials of a build: an SPDX 2.3 document in JSON (ISO/IEC 5962, schema 2.3) that describes the
 * image and the packages that it contains, each with its package URL. The same build gives the same bytes.
 */
export function spdxDocumentOf(build: BuildFacts, qcow2: Pick<FileHashes, "sha256" | "sha512">, publisher: Publisher) {
  const { image, version, distribution } = build;
  const document = fileOf("sbom", image, version).fileName;
  const qcow2Name = fileOf("qcow2", image, version).fileName;
  const packages = sortedPackages(build.packages);
  return {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: documentId,
    name: `${image}-${version}`,
    // Unique, since a version is published once and never again.
    documentNamespace: downloadUrlOf(publisher.url, image, version, document),
    creationInfo: { created: rfc3339(build.finishedAt), creators: [`Tool: ${publisher.name.replaceAll(" ", "-")}-${publisher.version}`] },
    documentDescribes: [imageId],
    packages: [
      {
        ...unknown,
        SPDXID: imageId,
        name: image,
        versionInfo: version,
        packageFileName: qcow2Name,
        downloadLocation: downloadUrlOf(publisher.url, image, version, qcow2Name),
        primaryPackagePurpose: "OPERATING-SYSTEM",
        checksums: [
          { algorithm: "SHA256", checksumValue: qcow2.sha256 },
          { algorithm: "SHA512", checksumValue: qcow2.sha512 },
        ],
      },
      ...packages.map((entry) => ({
        ...unknown,
        SPDXID: spdxIdOf(entry),
        name: entry.name,
        versionInfo: entry.version,
        ...(entry.source ? { sourceInfo: `built from source package ${entry.source}` } : {}),
        externalRefs: [{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: packageUrlOf(entry, distribution) }],
      })),
    ],
    relationships: [
      { spdxElementId: documentId, relationshipType: "DESCRIBES", relatedSpdxElement: imageId },
      ...packages.map((entry) => ({ spdxElementId: imageId, relationshipType: "CONTAINS", relatedSpdxElement: spdxIdOf(entry) })),
    ],
  };
}

const debianFamily = new Set(["debian", "ubuntu"]);

/** The package URL (purl specification, types `deb` and `rpm`), `pkg:deb/debian/bash@5.2.15-2?arch=amd64&distro=debian-12`. */
export function packageUrlOf({ name, version, architecture }: InstalledPackage, { id, release }: BuildFacts["distribution"]): string {
  const type = debianFamily.has(id) ? "deb" : "rpm";
  const distro = encodeURIComponent(`${id}-${release}`);
  return `pkg:${type}/${encodeURIComponent(id)}/${encodeURIComponent(name)}@${encodeURIComponent(version)}?arch=${encodeURIComponent(architecture)}&distro=${distro}`;
}

/** SPDX 2.3 §7.2 allows letters, digits, "." and "-": other characters are spelt out, so that no two packages meet. */
function spdxIdOf({ name, architecture, version }: InstalledPackage): string {
  const spell = (text: string) => text.replace(/[^A-Za-z0-9.]/g, (character) => (character === "-" ? "-" : `-u${character.charCodeAt(0).toString(16)}-`));
  return `SPDXRef-Package-${spell(name)}-${spell(architecture)}-${spell(version)}`;
}
