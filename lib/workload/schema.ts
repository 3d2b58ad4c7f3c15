import { z } from "zod";
import type { BuildStatus, BuildTrigger, Stage } from "#lib/builds/schema.ts";

/** What a worker says of itself; older or newer workers may say less. */
export const workerCapabilitiesSchema = z
  .object({ kinds: z.array(z.string()).default([]), accelerator: z.string().optional(), version: z.string().nullish(), mode: z.string().nullish(), reason: z.string().nullish() })
  .catch({ kinds: [] });

export type WorkerRow = {
  id: string;
  name: string;
  hostName: string;
  startedAt: Date;
  heartbeatAt: Date;
  /** Silent for so long that its builds are taken over. */
  isLost: boolean;
  /** The build that it runs; null while it is idle. */
  build: { image: string; version: string } | null;
  capabilities: z.infer<typeof workerCapabilitiesSchema>;
};

/** A stage of a running build beside what it usually takes for this image, in milliseconds; null without a published build. */
export type StageProgress = Stage & { usualMs: number | null };

export type RunningBuild = {
  buildId: string;
  image: string;
  version: string;
  status: BuildStatus;
  startedAt: Date | null;
  worker: string | null;
  isCancelling: boolean;
  stages: StageProgress[];
  /** When it should be published, by what its image usually takes; null where nobody knows, or that time has passed. */
  expectedEnd: Date | null;
};

/** When a queued build should begin. `no-worker`: none that lives can build it. `unknown`: nothing tells how long what runs before it takes. */
export type ExpectedStart = { at: Date } | "no-worker" | "unknown";

export type QueuedBuild = {
  buildId: string;
  image: string;
  version: string;
  trigger: BuildTrigger;
  queuedAt: Date;
  priority: number;
  note: string | null;
  requestedBy: string | null;
  expectedStart: ExpectedStart;
};

export type Workload = {
  running: RunningBuild[];
  /** In the order in which they will be worked off; `queuedCount` counts those too that are not listed. */
  queued: QueuedBuild[];
  queuedCount: number;
  workers: WorkerRow[];
  /** The images that can be built here, by name. */
  imageNames: string[];
};
