import type { BootTestReport } from "#lib/boot-test/types.ts";
import type { InstalledPackage, Repository } from "#lib/builders/types.ts";
import type { ArtifactKind } from "./file-names.ts";

/** What the files of a build say of its origin. */
export type BuildFacts = {
  buildId: string;
  /** Name of the image, `Standard_Debian_12`. */
  image: string;
  /** `YYYYMMDD-N`. */
  version: string;
  architecture: string;
  /** As `/etc/os-release` names them: `debian`, `12`. */
  distribution: { id: string; release: string };
  builder: { name: string; version: string; /** how partitions became devices */ mode: string };
  recipe: { name: string; /** SHA-256 over all inputs of the recipe */ hash: string };
  repositories: Repository[];
  packages: InstalledPackage[];
  startedAt: Date;
  /** When the last stage before publication ended. Part of the signed files: the same at every attempt. */
  finishedAt: Date;
};

/** One boot of the build with all its checks. */
export type TestEvidence = BootTestReport & { startedAt: Date };

/** The portal as it names itself in signed files. */
export type Publisher = { /** PUBLIC_URL, without a slash at its end */ url: string; name: string; version: string };

/** Size and hashes of one file; lower-case hexadecimal. */
export type FileHashes = {
  sizeBytes: number;
  sha256: string;
  sha512: string;
  pieceBytes: number;
  /** SHA-256 of each piece of `pieceBytes`, the last one shorter. */
  pieces: string[];
};

/** One stored file of a build, ready to become a row. */
export type PreparedArtifact = {
  kind: ArtifactKind;
  fileName: string;
  storageKey: string;
  sizeBytes: number;
  sha256: string;
  sha512: string;
  mediaType: string;
  /** For a signature: the name of the file that it signs. */
  signatureOf?: string;
  /** For a signature: the primary key that made it, and when gpg agreed. */
  signingKeyFingerprint?: string;
  gpgVerifiedAt?: Date;
};

/** A withdrawal as a Metalink says it. */
export type RevocationNotice = {
  reason: string;
  severity: string;
  explanation: string;
  at: Date;
  /** The build to use instead, and the address of its folder of downloads. */
  replacement: { version: string; url: string } | null;
  /** Where people read more. */
  pageUrl: string;
};
