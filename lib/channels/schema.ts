import { z } from "zod";
import type { BuildStatus } from "#lib/builds/schema.ts";

const buildVersion = z.string().regex(/^[0-9]{8}-[1-9][0-9]{0,3}$/, "A version looks like 20261123-1.");

/** The form that promotes a build. `expectedLatestVersion` is what the person saw as `latest` when deciding; empty: nothing. */
export const promoteSchema = z.object({
  imageName: z.string().min(1, "Name the image.").max(100),
  version: buildVersion,
  reason: z.string().trim().max(500, "Use at most 500 characters.").optional().transform((text) => text || undefined),
  expectedLatestVersion: z.union([z.literal("").transform(() => null), z.null(), buildVersion]).optional(),
});
export type Promote = z.infer<typeof promoteSchema>;

/** One act that assigned `latest`; `displacedVersion` is what was promoted before. */
export type Assignment = {
  id: string;
  image: string;
  version: string;
  displacedVersion: string | null;
  kind: "first" | "promotion" | "policy" | "rollback";
  reason: string | null;
  by: string;
  /** Who has asked for it, where two releasers were needed. */
  askedBy: string | null;
  at: Date;
};

/** `?image=NAME&before=TIME`: whose channels are shown, and from when on backwards. */
export const channelsViewSchema = z.object({
  image: z.string().max(100).optional().catch(undefined).transform((name) => name || undefined),
  before: z.iso.datetime().optional().catch(undefined).transform((at) => (at === undefined ? undefined : new Date(at))),
});

/** A published build that should become `latest`, unless somebody has a reason against it. */
export type WaitingBuild = { buildId: string; image: string; version: string; publishedAt: Date; latestVersion: string | null };

/** What a worker says of itself; older or newer workers may say less. */
export const workerCapabilitiesSchema = z
  .object({ kinds: z.array(z.string()).default([]), accelerator: z.string().optional(), version: z.string().optional(), mode: z.string().optional(), reason: z.string().optional() })
  .catch({ kinds: [] });

export type FailedBuild = { buildId: string; image: string; version: string; failedStage: BuildStatus; failureReason: string; finishedAt: Date };
export type RunningBuild = { buildId: string; image: string; version: string; status: BuildStatus; startedAt: Date | null; worker: string | null; isCancelling: boolean };
export type QueuedBuild = { buildId: string; image: string; version: string; queuedAt: Date; note: string | null; requestedBy: string | null };
export type WorkerRow = { id: string; name: string; heartbeatAt: Date; capabilities: z.infer<typeof workerCapabilitiesSchema> };

export type Overview = { waiting: WaitingBuild[]; failed: FailedBuild[]; running: RunningBuild[]; queued: QueuedBuild[]; workers: WorkerRow[]; imageNames: string[] };
