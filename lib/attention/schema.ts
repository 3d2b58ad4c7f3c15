import type { BuildStatus, FailureLine } from "#lib/builds/schema.ts";
import type { PromotionRequestRow } from "#lib/channels/requests/schema.ts";
import type { WaitingBuild } from "#lib/channels/schema.ts";
import type { FindingKind } from "#lib/registrations/schema.ts";

/** A build that failed and is the last word about its image. */
export type FailedBuild = { buildId: string; image: string; version: string; failedStage: BuildStatus; failureReason: string; failureLines: FailureLine[]; finishedAt: Date };

/** An active image whose `latest` is older than its policy allows, or was taken away by a revocation. */
export type StaleImage = { image: string; refreshDays: number; latestVersion: string | null; since: Date; canBeBuilt: boolean };

/** A promise that is broken in a cloud. */
export type OpenFinding = { cloud: string; image: string; finding: FindingKind; detail: string; foundAt: Date };

/** A cloud that cannot be worked on, and why. */
export type FailingCloud = { cloud: string; code: string; message: string; since: Date };

/** A build that a cloud did not take. */
export type FailedRegistration = { cloud: string; image: string; version: string; error: string | null; since: Date };

type Matters = {
  "no-signing-key": object;
  "no-worker": { queuedCount: number; /** Why those that live cannot build; null when none lives. */ reason: string | null };
  "disk-low": { freeBytes: number; totalBytes: number; fullOn: Date | null };
  "cloud-finding": OpenFinding;
  "cloud-failing": FailingCloud;
  /** `isStale`: besides, what customers get is older than the image's policy allows. */
  "failed-build": FailedBuild & { isStale: boolean };
  "registration-failed": FailedRegistration;
  "promotion-request": { request: PromotionRequestRow };
  "waiting-build": WaitingBuild & { isStale: boolean };
  "stale-image": StaleImage;
  "key-expires": { fingerprint: string; /** The key that is to take over; null when none is planned. */ successor: string | null };
  "worker-gone": { name: string; build: { image: string; version: string } | null };
};

export type MatterKind = keyof Matters;

/** Something that needs a person. `id` is its anchor on the page; `at` since when, or until when for what runs out; null where nobody knows. */
export type Matter = { [Kind in MatterKind]: { kind: Kind; id: string; at: Date | null } & Matters[Kind] }[MatterKind];
