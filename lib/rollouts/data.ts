import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { isOpen, percentOf } from "./rules.ts";
import type { LatestAnswer, RolloutRow } from "./schema.ts";
import { placeInLine } from "./share.ts";

const select = {
  id: true, state: true, startPercent: true, hours: true, elapsedMs: true, runningSince: true, reason: true, actorName: true, startedAt: true, endedAt: true, endedByName: true, endReason: true,
  image: { select: { name: true } }, build: { select: { version: true } }, baseline: { select: { version: true } },
} as const satisfies Prisma.RolloutSelect;

/** The rollouts of one image, or the open ones of all, newest first. */
export async function listRollouts(_actor: Actor, { image, limit = 50 }: { image?: string | undefined; limit?: number } = {}, now = new Date()): Promise<RolloutRow[]> {
  const rows = await db.rollout.findMany({
    where: image === undefined ? { state: { in: ["running", "paused"] } } : { image: { name: image } },
    orderBy: { startedAt: "desc" },
    take: limit,
    select,
  });
  return rows.map(({ image: { name }, build, baseline, elapsedMs, runningSince, actorName, endedByName, ...row }) => ({
    ...row,
    image: name,
    version: build.version,
    baselineVersion: baseline.version,
    percent: percentOf({ ...row, elapsedMs: Number(elapsedMs), runningSince }, now),
    startedBy: actorName,
    endedBy: endedByName,
  }));
}

/** The running rollouts that have reached everybody, and so wait for their promotion. */
export async function listFinishedRollouts(_actor: Actor, now = new Date()): Promise<{ rolloutId: string; image: string }[]> {
  const rows = await db.rollout.findMany({ where: { state: "running" }, select: { id: true, startPercent: true, hours: true, elapsedMs: true, runningSince: true, image: { select: { name: true } } } });
  return rows.filter((row) => percentOf({ ...row, elapsedMs: Number(row.elapsedMs) }, now) >= 100).map(({ id, image }) => ({ rolloutId: id, image: image.name }));
}

const latestSelect = { id: true, version: true, publishedAt: true } as const;

/**
 * Which build is latest for a client: that of a rollout which has reached it, else what `latest` is for everybody. Without a
 * client it is the latter. Null when the image is unknown or nothing is latest.
 */
export async function readLatestFor(imageName: string, client: string | null, publicUrl: string, now = new Date()): Promise<LatestAnswer | null> {
  const image = await db.image.findUnique({
    where: { name: imageName },
    select: {
      channels: { where: { name: "latest" }, select: { build: { select: latestSelect } } },
      rollouts: { where: { state: { in: ["running", "paused"] } }, select: { id: true, state: true, startPercent: true, hours: true, elapsedMs: true, runningSince: true, build: { select: latestSelect } } },
    },
  });
  const latest = image?.channels[0]?.build;
  const [rollout] = image?.rollouts ?? [];
  if (!latest) return null;
  const percent = rollout ? percentOf({ ...rollout, elapsedMs: Number(rollout.elapsedMs) }, now) : 0;
  const isReached = rollout !== undefined && client !== null && placeInLine(rollout.id, client) < percent;
  const build = isReached ? rollout.build : latest;
  return {
    image: imageName,
    client,
    version: build.version,
    buildId: build.id,
    publishedAt: (build.publishedAt ?? now).toISOString(),
    url: `${publicUrl}/download/${imageName}/${build.version}/`,
    rollout: rollout && isOpen(rollout.state) ? { version: rollout.build.version, state: rollout.state, percent, isReached } : null,
  };
}
