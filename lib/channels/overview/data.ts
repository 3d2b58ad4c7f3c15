import type { Actor } from "#lib/auth/actor.ts";
import { runningStages } from "#lib/builds/rules.ts";
import { db } from "#lib/db.ts";
import { listWaitingForPromotion } from "../data.ts";
import { workerCapabilitiesSchema, type FailedBuild, type Overview } from "../schema.ts";

/** How many rows each list of the overview shows at most. */
const shown = 50;

/** All that the first page of the admins needs, read at once. */
export async function readOverview(actor: Actor): Promise<Overview> {
  const [waiting, failed, running, queued, workers, images] = await Promise.all([
    listWaitingForPromotion(actor, shown),
    listLastBuildsThatFailed(),
    db.build.findMany({
      where: { status: { in: [...runningStages] } },
      orderBy: { startedAt: "asc" },
      take: shown,
      select: { id: true, version: true, status: true, startedAt: true, cancelRequestedAt: true, image: { select: { name: true } }, worker: { select: { name: true } } },
    }),
    db.build.findMany({
      where: { status: "queued" },
      orderBy: [{ priority: "desc" }, { queuedAt: "asc" }],
      take: shown,
      select: { id: true, version: true, queuedAt: true, note: true, image: { select: { name: true } }, requestedBy: { select: { displayName: true } } },
    }),
    db.worker.findMany({ where: { stoppedAt: null }, orderBy: { heartbeatAt: "desc" }, take: shown, select: { id: true, name: true, heartbeatAt: true, capabilities: true } }),
    db.image.findMany({ where: { state: "active", recipeName: { not: null } }, orderBy: { name: "asc" }, select: { name: true } }),
  ]);
  return {
    waiting,
    failed,
    running: running.map(({ id, image, worker, cancelRequestedAt, ...build }) => ({ ...build, buildId: id, image: image.name, worker: worker?.name ?? null, isCancelling: cancelRequestedAt !== null })),
    queued: queued.map(({ id, image, requestedBy, ...build }) => ({ ...build, buildId: id, image: image.name, requestedBy: requestedBy?.displayName ?? null })),
    workers: workers.map(({ capabilities, ...worker }) => ({ ...worker, capabilities: workerCapabilitiesSchema.parse(capabilities) })),
    imageNames: images.map(({ name }) => name),
  };
}

/** Builds that failed and are the last word about their image: once a later build succeeds, or is under way, nobody is needed. */
async function listLastBuildsThatFailed(): Promise<FailedBuild[]> {
  return db.$queryRaw<FailedBuild[]>`
    select "buildId", image, version, "failedStage", "failureReason", "finishedAt" from (
      select distinct on (image.id) build.id as "buildId", image.name as image, build.version, build.status,
        build.failed_stage::text as "failedStage", build.failure_reason as "failureReason", build.finished_at as "finishedAt"
      from builds build join images image on image.id = build.image_id
      where build.status <> 'cancelled' and image.state = 'active'
      order by image.id, build.queued_at desc
    ) last
    where status = 'failed' order by "finishedAt" desc limit ${shown}`;
}
