import type { Actor } from "#lib/auth/actor.ts";
import { runningStages, workerLostAfterMs } from "#lib/builds/rules.ts";
import { stageRail } from "#lib/builds/timeline.ts";
import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { expectedEnd, expectedStarts } from "./rules.ts";
import { workerCapabilitiesSchema, type RunningBuild, type WorkerRow, type Workload } from "./schema.ts";

/** How many rows each list shows at most. */
const shown = 50;
/** A worker that was lost and not started again for so long is history, in milliseconds. */
const forgottenAfterMs = 14 * 86_400_000;

const runningSelect = {
  id: true, imageId: true, version: true, status: true, failedStage: true, queuedAt: true, startedAt: true, cancelRequestedAt: true, workerId: true,
  image: { select: { name: true } },
  worker: { select: { name: true } },
  events: { where: { kind: "transition" }, orderBy: { id: "asc" }, select: { fromStatus: true, toStatus: true, at: true } },
} as const satisfies Prisma.BuildSelect;

const queuedSelect = {
  id: true, imageId: true, version: true, trigger: true, queuedAt: true, priority: true, note: true,
  image: { select: { name: true, firmware: true } },
  requestedBy: { select: { displayName: true } },
} as const satisfies Prisma.BuildSelect;

const workerSelect = { id: true, name: true, hostName: true, startedAt: true, heartbeatAt: true, capabilities: true } as const satisfies Prisma.WorkerSelect;

/** What runs, what waits and when it should begin, and who works. */
export async function readWorkload(_actor: Actor, now = new Date()): Promise<Workload> {
  const [running, queued, queuedCount, workers, images, usual] = await Promise.all([
    db.build.findMany({ where: { status: { in: [...runningStages] } }, orderBy: { startedAt: "asc" }, take: shown, select: runningSelect }),
    db.build.findMany({ where: { status: "queued" }, orderBy: [{ priority: "desc" }, { queuedAt: "asc" }], take: shown, select: queuedSelect }),
    db.build.count({ where: { status: "queued" } }),
    db.worker.findMany({ where: { stoppedAt: null, heartbeatAt: { gte: new Date(now.getTime() - forgottenAfterMs) } }, orderBy: { heartbeatAt: "desc" }, take: shown, select: workerSelect }),
    db.image.findMany({ where: { state: "active", recipeName: { not: null } }, orderBy: { name: "asc" }, select: { name: true } }),
    readUsualDurations(),
  ]);
  const underWay = running.map(({ id, image, worker, cancelRequestedAt, imageId, workerId, events, ...build }) => ({
    workerId,
    usualEnd: expectedEnd(build.startedAt, usual(imageId, "whole"), now),
    row: {
      buildId: id, image: image.name, version: build.version, status: build.status, startedAt: build.startedAt, worker: worker?.name ?? null, isCancelling: cancelRequestedAt !== null,
      stages: stageRail({ ...build, transitions: events }, now).map((stage) => ({ ...stage, usualMs: usual(imageId, stage.name) })),
    },
  }));
  const rows = workers.map(({ capabilities, ...worker }): WorkerRow => {
    const held = underWay.find(({ workerId }) => workerId === worker.id)?.row;
    const isLost = now.getTime() - worker.heartbeatAt.getTime() > workerLostAfterMs;
    return { ...worker, isLost, build: held ? { image: held.image, version: held.version } : null, capabilities: workerCapabilitiesSchema.parse(capabilities) };
  });
  const slots = rows.filter(({ isLost }) => !isLost).map(({ id, capabilities: { kinds } }) => {
    const held = underWay.find(({ workerId }) => workerId === id);
    return { kinds, freeAt: held ? held.usualEnd : now };
  });
  const starts = expectedStarts(slots, queued.map(({ imageId, image: { firmware } }) => ({ firmware, usualMs: usual(imageId, "whole") })), now);
  return {
    running: underWay.map(({ row, usualEnd }): RunningBuild => ({ ...row, expectedEnd: usualEnd && usualEnd > now ? usualEnd : null })),
    queued: queued.map(({ id, imageId: _imageId, image, requestedBy, ...build }, at) => ({
      ...build, buildId: id, image: image.name, requestedBy: requestedBy?.displayName ?? null, expectedStart: starts[at] ?? "unknown",
    })),
    queuedCount,
    workers: rows,
    imageNames: images.map(({ name }) => name),
  };
}

/**
 * The median time that each stage, and the whole build, took in the last 20 published builds of every image that is being
 * built or waits. A whole build of an image without a past is taken to last as long as the median of all.
 */
async function readUsualDurations(): Promise<(imageId: string, stage: string) => number | null> {
  const rows = await db.$queryRaw<{ imageId: string | null; stage: string; ms: number }[]>`
    with wanted as (
      select distinct image_id from builds where status in ('queued', 'building', 'testing', 'signing', 'publishing')
    ), past as (
      select b.* from wanted w cross join lateral (
        select id, image_id, started_at, finished_at from builds where image_id = w.image_id and published_at is not null order by published_at desc limit 20
      ) b
    ), took as (
      select p.image_id, e.from_status::text as stage, e.at - lag(e.at) over (partition by e.build_id order by e.id) as span
      from past p join build_events e on e.build_id = p.id and e.kind = 'transition'
      union all
      select image_id, 'whole', finished_at - started_at from past
      union all
      select null, 'whole', finished_at - started_at from (select started_at, finished_at from builds where published_at is not null order by published_at desc limit 200) b
    )
    select image_id as "imageId", stage, (percentile_cont(0.5) within group (order by extract(epoch from span) * 1000))::float8 as ms
    from took where span is not null and stage is not null group by 1, 2`;
  const known = new Map(rows.map(({ imageId, stage, ms }) => [`${imageId ?? ""} ${stage}`, ms]));
  return (imageId, stage) => known.get(`${imageId} ${stage}`) ?? known.get(` ${stage}`) ?? null;
}
