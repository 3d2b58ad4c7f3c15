import { z } from "zod";
import type { BuildStatus, BuildTrigger, FailureLine } from "../schema.ts";

const one = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (Array.isArray(value) ? value[0] : value), schema);

export const statusChoices = ["queued", "building", "testing", "signing", "publishing", "published", "failed", "cancelled"] as const satisfies readonly BuildStatus[];
export const triggerChoices = ["manual", "nightly", "security", "first_start"] as const satisfies readonly BuildTrigger[];
export const stageChoices = ["queued", "building", "testing", "signing", "publishing"] as const satisfies readonly BuildStatus[];

/** What a reader of all builds can choose: `?status=failed`, `?image=NAME`, `?trigger=security`, `?stage=testing` (in which it failed), `?before=ID`. */
export const buildListViewSchema = z.object({
  status: one(z.enum(statusChoices).optional().catch(undefined)),
  image: one(z.string().trim().min(1).max(100).optional().catch(undefined)),
  trigger: one(z.enum(triggerChoices).optional().catch(undefined)),
  stage: one(z.enum(stageChoices).optional().catch(undefined)),
  before: one(z.uuid().optional().catch(undefined)),
});
export type BuildListView = z.output<typeof buildListViewSchema>;

/** The query of the address that shows this view; begins with `?` unless it is empty. */
export function queryOf(view: BuildListView): string {
  const chosen = Object.entries(view).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return chosen.length > 0 ? `?${new URLSearchParams(chosen)}` : "";
}

/** One build among those of all images. */
export type ListedBuild = {
  id: string;
  image: string;
  version: string;
  status: BuildStatus;
  trigger: BuildTrigger;
  priority: number;
  note: string | null;
  requestedBy: string | null;
  queuedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  expiredAt: Date | null;
  isRevoked: boolean;
  channel: "latest" | "prev" | null;
  failedStage: BuildStatus | null;
  failureReason: string | null;
  failureLines: FailureLine[];
  isCancelling: boolean;
  /** It failed, and may go on in its failed stage. */
  canGoOn: boolean;
  /** It waits to go on in this stage. */
  resumeStage: BuildStatus | null;
  /** The build of its image that was published last before it; null when there is none. */
  lastGoodVersion: string | null;
  /** There is something to compare: its packages are known. */
  hasPackages: boolean;
};
