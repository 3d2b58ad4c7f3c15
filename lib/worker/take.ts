import type { Actor } from "#lib/auth/actor.ts";
import type { Lease } from "#lib/runs/lease.ts";
import { claimBuild, takeOverBuild } from "#lib/runs/mutations.ts";

/** Makes this worker the holder of a build: of a queued one, or of one whose worker was lost. Null when it is neither. */
export async function takeBuild(buildId: string, workerId: string, actor: Actor): Promise<Lease | null> {
  return (await claimBuild(buildId, workerId)) ?? (await takeOverBuild(buildId, workerId, actor));
}
