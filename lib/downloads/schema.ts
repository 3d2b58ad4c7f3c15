/** Why a build was withdrawn, as far as somebody who wants its files must know. */
export type DownloadRevocation = {
  reason: string;
  /** `low` to `critical`. */
  severity: string;
  explanation: string;
  /** Version that takes its place, when there is one. */
  replacementVersion: string | null;
};

/** One public file of a published build: everything that its HTTP headers need, so that no byte is read to answer HEAD. */
export type DownloadFile = {
  artifactId: string;
  image: string;
  version: string;
  fileName: string;
  storageKey: string;
  sizeBytes: number;
  /** Lower-case hex. */
  sha256: string;
  mediaType: string;
  /** When these bytes were published: those of a revised file later than its build. */
  publishedAt: Date;
  /** Name of the detached OpenPGP signature beside the file. */
  signatureFileName: string | null;
  /** Name of the Metalink beside the file. */
  metalinkFileName: string | null;
  revocation: DownloadRevocation | null;
};

export type ChannelName = "latest" | "prev";

export type ListingEntry = {
  /** The last part of the address; a folder's ends with `/`. */
  name: string;
  kind: "folder" | "file";
  /** `null` for folders. */
  sizeBytes: number | null;
  modifiedAt: Date | null;
  /** Lower-case hex; `null` for folders. */
  sha256: string | null;
  /** What a reader should know besides, such as the version that a channel names. */
  note: string | null;
};

export type DownloadListing = {
  entries: ListingEntry[];
  /** Set in the folder of a build that was withdrawn. */
  revocation: DownloadRevocation | null;
};

/**
 * What the download addresses can name. Only published builds whose files still exist are visible; everything else is
 * `null`, so that nobody learns what is being built.
 */
export type DownloadCatalog = {
  findFile(image: string, version: string, fileName: string): Promise<DownloadFile | null>;
  /** The version to which a channel points. */
  resolveChannel(image: string, channel: ChannelName): Promise<string | null>;
  listRoot(): Promise<DownloadListing>;
  listImage(image: string): Promise<DownloadListing | null>;
  listVersion(image: string, version: string): Promise<DownloadListing | null>;
};

/** Downloads of one artifact on one day (UTC). */
export type DownloadTally = {
  artifactId: string;
  /** `YYYY-MM-DD`. */
  day: string;
  count: number;
};
