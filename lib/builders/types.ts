import type { LoadedRecipe } from "#lib/recipes/load.ts";

export type InstalledPackage = { name: string; version: string; architecture: string; source: string };

/** A repository as it was at build time: `date` is the Date field of its InRelease file, whose SHA-256 is `releaseSha256`. */
export type Repository = {
  uri: string;
  suite: string;
  components: string[];
  date: string;
  releaseSha256: string;
  /** SHA-256 over what the InRelease file says of the package lists that a build reads: the file itself is signed anew every few hours. */
  contentSha256?: string | undefined;
};

/** How partitions of the image file become devices: by device-mapper, or, in kernels without it, by the kernel itself. */
export type BuilderMode = "device-mapper" | "partx";

export type BuilderProbe = {
  builder: "diskimage-builder";
  available: boolean;
  version: string | null;
  mode: BuilderMode | null;
  firmwares: ("bios" | "uefi")[];
  missingPackages: string[];
  /** Why the builder is not available; null when it is. */
  reason: string | null;
};

export type BuildRequest = {
  loaded: LoadedRecipe;
  /** An existing folder of this build alone. */
  workDir: string;
  /** Shared by all builds of this worker. */
  cacheDir: string;
  /** Debian archive and security archive; those of the host's own apt when left out. */
  mirror?: string;
  securityMirror?: string;
  signal: AbortSignal;
  timeoutMs: number;
  onLine: (line: string) => void;
};

export type BuildOutput = {
  qcow2Path: string;
  virtualSizeBytes: number;
  builderVersion: string;
  mode: BuilderMode;
  packages: InstalledPackage[];
  repositories: Repository[];
  commandLine: string[];
  environment: Record<string, string>;
};

export interface BuilderDriver {
  probe(): Promise<BuilderProbe>;
  build(request: BuildRequest): Promise<BuildOutput>;
}

export class BuilderError extends Error {
  override readonly name = "BuilderError";
}
