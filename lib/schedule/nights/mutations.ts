import type { Actor } from "#lib/auth/actor.ts";
import { queueBuild } from "#lib/builds/mutations.ts";
import { db } from "#lib/db.ts";
import { readObstacles } from "../obstacles/data.ts";
import type { Night } from "../plan.ts";
import { obstacleAt } from "../rules.ts";

/** Records what did not happen. A night that is decided already keeps what was decided. Returns how many were new. */
export async function recordNights(imageId: string, state: "skipped" | "missed", nights: (Pick<Night, "plannedFor"> & { reason: string })[]): Promise<number> {
  const { count } = await db.scheduleRun.createMany({
    data: nights.map(({ plannedFor, reason }) => ({ imageId, plannedFor, state, reason })),
    skipDuplicates: true,
  });
  return count;
}

export async function isDecided(imageId: string, plannedFor: Date): Promise<boolean> {
  return (await db.scheduleRun.count({ where: { imageId, plannedFor } })) > 0;
}

export type DecidedNight = { state: "queued"; buildId: string; version: string } | { state: "skipped"; reason: string } | null;

/**
 * Queues the build of a night, or records why there is none: a pause, maintenance, another build of the same image. Null when
 * another worker has decided it. Build and record are one transaction under the lock of the image: ten workers queue one build.
 */
export async function beginNight(actor: Actor, night: { imageId: string; imageName: string; plannedFor: Date; reason: string }, now: Date): Promise<DecidedNight> {
  const { imageId, imageName, plannedFor, reason } = night;
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from images where id = ${imageId}::uuid for update`;
    if ((await tx.scheduleRun.count({ where: { imageId, plannedFor } })) > 0) return null;
    const skip = async (why: string): Promise<DecidedNight> => {
      await tx.scheduleRun.create({ data: { imageId, plannedFor, state: "skipped", reason: why } });
      return { state: "skipped", reason: why };
    };
    const { pause, windows } = await readObstacles(tx, now);
    const obstacle = obstacleAt(now, pause, windows);
    if (obstacle) return skip(obstacle);
    const running = await tx.build.findFirst({ where: { imageId, status: { in: ["building", "testing", "signing", "publishing"] } }, select: { version: true } });
    if (running) return skip(`${imageName} ${running.version} was still being built.`);
    const queued = await queueBuild(tx, actor, { imageName, trigger: "nightly", note: reason });
    if (!queued.ok) return skip(queued.message);
    const { buildId, version } = queued.value;
    await tx.scheduleRun.create({ data: { imageId, plannedFor, state: "queued", buildId, reason } });
    return { state: "queued", buildId, version };
  });
}
