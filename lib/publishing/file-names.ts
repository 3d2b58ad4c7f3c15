/** The kinds of files of a published build (design.md §4); `signature` is the detached signature of another file. */
export const artifactKinds = [
  "qcow2",
  "config",
  "metalink",
  "packages",
  "sbom",
  "tests",
  "provenance",
  "log",
  "checksums",
  "signature",
] as const;
export type ArtifactKind = (typeof artifactKinds)[number];
/** Every kind but `signature`: one file of each per build. */
export type FileKind = Exclude<ArtifactKind, "signature">;

/** Suffix after `IMAGE-VERSION`, media type, and whether a detached signature lies beside the file. */
const files: Record<FileKind, { suffix: string; mediaType: string; isSigned: boolean }> = {
  qcow2: { suffix: ".qcow2", mediaType: "application/x-qemu-disk", isSigned: true },
  config: { suffix: ".config.tar.gz", mediaType: "application/gzip", isSigned: true },
  metalink: { suffix: ".qcow2.meta4", mediaType: "application/metalink4+xml", isSigned: true },
  packages: { suffix: ".packages.json", mediaType: "application/json", isSigned: true },
  sbom: { suffix: ".spdx.json", mediaType: "application/spdx+json", isSigned: true },
  tests: { suffix: ".tests.json", mediaType: "application/json", isSigned: true },
  provenance: { suffix: ".provenance.json", mediaType: "application/vnd.in-toto+json", isSigned: true },
  // Its hash stands in the signed SHA256SUMS.
  log: { suffix: ".log.gz", mediaType: "application/gzip", isSigned: false },
  checksums: { suffix: "", mediaType: "text/plain; charset=utf-8", isSigned: true },
};

export const signatureMediaType = "application/pgp-signature";
const signatureSuffix = ".asc";

export type PublishedFile = { kind: FileKind; fileName: string; mediaType: string; isSigned: boolean };

const imageName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const buildVersion = /^[0-9]{8}-[1-9][0-9]{0,5}$/;

/** The file of one kind; throws `RangeError` when the image name or version cannot be part of a file name. */
export function fileOf(kind: FileKind, image: string, version: string): PublishedFile {
  if (!imageName.test(image)) throw new RangeError(`image name "${image}": use letters, digits, ".", "_" and "-", at most 100`);
  if (!buildVersion.test(version)) throw new RangeError(`version "${version}": must be YYYYMMDD-N`);
  const { suffix, mediaType, isSigned } = files[kind];
  const fileName = kind === "checksums" ? "SHA256SUMS" : `${image}-${version}${suffix}`;
  return { kind, fileName, mediaType, isSigned };
}

/** All files of a build in the order of a folder listing, signatures not counted. */
export function filesOf(image: string, version: string): PublishedFile[] {
  return (Object.keys(files) as FileKind[]).map((kind) => fileOf(kind, image, version));
}

/** One rule everywhere: a file and, beside it, its `.asc`. */
export function signatureNameOf(fileName: string): string {
  return `${fileName}${signatureSuffix}`;
}

/** The folder of a build in the store. It never changes; the address `/download/IMAGE/VERSION/` is mapped to it. */
export function storageFolderOf(buildId: string): string {
  return `builds/${buildId}`;
}

/** The address of a file under `publicUrl` (no slash at its end). */
export function downloadUrlOf(publicUrl: string, image: string, version: string, fileName: string): string {
  return `${publicUrl}/download/${image}/${version}/${fileName}`;
}
