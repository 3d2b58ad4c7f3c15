import type { ArtifactKind } from "./file-names.ts";

/** What the files of a build say of its origin. */
export type BuildFacts = {
  buildId: string;
  /** Name of the image, `Standard_Debian_12`. */
  image: string;
  /** `YYYYMMDD-N`. */
  version: string;
  architecture: string;
  /** The distribution in lower case as package URLs and `/etc/os-release` name it, `debian`, and its release, `12`. */
  distribution: { id: string; release: string };
  startedAt: Date;
  finishedAt: Date;
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
  /** For a signature: the file name that it signs. */
  signatureOf?: string;
  /** For a signature: the primary key that made it, and when gpg agreed. */
  signingKeyFingerprint?: string;
  gpgVerifiedAt?: Date;
};
