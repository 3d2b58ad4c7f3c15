import type { Registration } from "#lib/flavors/schema.ts";
import type { GlanceImage, ImageChange, ImageSettings, Visibility } from "#lib/glance/types.ts";

/** What an operator decided about one cloud, in its entry of `clouds.yaml`. */
export type CloudPolicy = {
  name: string;
  drift: "repair" | "report";
  visibility: Visibility;
  isProtected: boolean;
  upload: "stream" | "web-download";
};

/** The file that becomes the image, as it was signed. */
export type SignedBytes = { storageKey: string; fileName: string; sizeBytes: number; sha256: string; sha512: string; fingerprint: string | null };

export type Role = "latest" | "prev" | "dated";

/** A published build as its registrations need it. */
export type RegistrableBuild = {
  id: string;
  version: string;
  publishedAt: Date;
  expiresAt: Date | null;
  virtualSizeBytes: number | null;
  role: Role;
  revocation: { reason: string; at: Date; replacementVersion: string | null } | null;
  /** Why the link to its signature leads nowhere, as it was last followed. */
  deadSignature: string | null;
  bytes: SignedBytes;
};

/** An image of the catalog with all its builds that are published and kept. */
export type RegistrableImage = {
  id: string;
  name: string;
  summary: string;
  category: string;
  architecture: "x86_64" | "aarch64";
  firmware: "bios" | "uefi";
  loginUser: string;
  minDiskGib: number;
  minRamMib: number;
  capabilities: number;
  refreshDays: number;
  isRetired: boolean;
  distribution: { osDistro: string; osVersion: string; release: string; platform: string; endOfLifeOn: Date | null };
  builds: RegistrableBuild[];
};

/** One image as a cloud should have it. A `line` is what a customer takes for one image: its name with a suffix. */
export type Wanted = {
  imageId: string;
  buildId: string;
  suffix: Registration["suffix"];
  line: string;
  role: Role;
  /** The name that it has when it is in no channel; never another one's. */
  datedName: string;
  settings: ImageSettings;
  bytes: SignedBytes;
  /** Where the cloud may fetch the bytes itself; a revoked build's are given out to those who say that they know. */
  fetchUrl: string;
};

/**
 * `isSettled`: seen as it is wanted since it is wanted so. `wasRegistered`: seen with the right bytes under its present id.
 * `wasShown`: the same under any id; who knows its name expects it there.
 */
export type Target = Wanted & { registrationId: string; glanceId: string; isSettled: boolean; wasRegistered: boolean; wasShown: boolean; hasFailed: boolean };

/** A registration whose build is no longer kept: to be removed. */
export type Leaving = { registrationId: string; glanceId: string; line: string; imageId: string; suffix: string };

/** One call to the cloud, or what must be done before further calls can be planned. */
export type Step = { line: string; why: string } & (
  | { kind: "create" | "fill"; target: Target }
  | { kind: "discard"; target: Target }
  | { kind: "reactivate"; glanceId: string }
  | { kind: "change"; glanceId: string; changes: ImageChange[]; /** Is it the first or the second half of a swap of `_latest`? */ swap?: "opens" | "closes" }
  | { kind: "remove"; glanceId: string; registrationId: string }
);

export const findingKinds = ["no_latest", "two_latest", "two_prev", "unhidden", "stale", "wrong_bytes", "missing", "renamed", "hidden", "changed", "deactivated", "duplicate_name", "dead_signature"] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What the catalog itself tells, without a look at a cloud. */
export const standingKinds = ["stale", "dead_signature"] as const satisfies FindingKind[];

/** Something that is not as it should be; `subject` is the Glance id or the name that it concerns. */
export type Finding = { imageId: string; suffix: string; kind: FindingKind; subject: string; detail: string };

/** What a cloud has: by id, with the project that is ours. */
export type Observation = { projectId: string; images: GlanceImage[] };

/** Why a reconciliation did not reach its end: the line that it concerns, or null for the whole cloud, and the image of it. */
export type StepFailure = { line: string | null; glanceId: string | null; code: string; message: string };
