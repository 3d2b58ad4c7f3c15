import { z } from "zod";
import type { BuildStatus } from "#lib/builds/schema.ts";
import type { WaitingBuild } from "./schema.ts";

/** What a worker says of itself; older or newer workers may say less. */
export const workerCapabilitiesSchema = z
  .object({ kinds: z.array(z.string()).default([]), accelerator: z.string().optional(), version: z.string().optional(), mode: z.string().optional(), reason: z.string().optional() })
  .catch({ kinds: [] });

export type FailedBuild = { buildId: string; image: string; version: string; failedStage: BuildStatus; failureReason: string; finishedAt: Date };
export type RunningBuild = { buildId: string; image: string; version: string; status: BuildStatus; startedAt: Date | null; worker: string | null; isCancelling: boolean };
export type QueuedBuild = { buildId: string; image: string; version: string; queuedAt: Date; note: string | null; requestedBy: string | null };
export type WorkerRow = { id: string; name: string; heartbeatAt: Date; capabilities: z.infer<typeof workerCapabilitiesSchema> };

export type Overview = { waiting: WaitingBuild[]; failed: FailedBuild[]; running: RunningBuild[]; queued: QueuedBuild[]; workers: WorkerRow[]; imageNames: string[] };
