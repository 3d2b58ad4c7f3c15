import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Assignment, WaitingBuild } from "./schema.ts";

/** The builds that hold `latest` and `prev` of an image; a channel without a build is missing from the list. */
export async function listChannels(imageName: string) {
  return db.channel.findMany({
    where: { image: { name: imageName } },
    orderBy: { name: "asc" },
    select: { name: true, assignedAt: true, build: { select: { id: true, version: true, publishedAt: true } }, promotion: { select: { kind: true, sequence: true } } },
  });
}

/** The promotions of an image, newest first. `before` is the sequence of the last one that the reader has seen. */
export async function listPromotions(imageName: string, { before, limit = 50 }: { before?: number; limit?: number } = {}) {
  return db.promotion.findMany({
    where: { image: { name: imageName }, ...(before === undefined ? {} : { sequence: { lt: before } }) },
    orderBy: { sequence: "desc" },
    take: limit,
    select: { sequence: true, kind: true, reason: true, at: true, actorName: true, build: { select: { version: true } }, displaced: { select: { version: true } } },
  });
}

/** The names of all images, for a field that completes them. */
export async function listImageNames(_actor: Actor): Promise<string[]> {
  return (await db.image.findMany({ orderBy: { name: "asc" }, select: { name: true } })).map(({ name }) => name);
}

/** The promotions of one image or of all, newest first: who made which build latest, why, and in place of which. `before` is the id of the last one that the reader has seen: many have the same time. */
export async function listAssignments(_actor: Actor, { image, before, limit = 50 }: { image?: string | undefined; before?: string | undefined; limit?: number } = {}): Promise<Assignment[]> {
  const seen = before === undefined ? null : await db.promotion.findUnique({ where: { id: before }, select: { id: true, at: true } });
  // The first condition is there for the index, which cannot follow the second.
  const older: Prisma.PromotionWhereInput[] = seen ? [{ at: { lte: seen.at } }, { OR: [{ at: { lt: seen.at } }, { id: { gt: seen.id } }] }] : [];
  const rows = await db.promotion.findMany({
    where: { AND: [image === undefined ? {} : { image: { name: image } }, ...older] },
    orderBy: [{ at: "desc" }, { id: "asc" }],
    take: limit,
    select: { id: true, kind: true, reason: true, at: true, actorName: true, image: { select: { name: true } }, build: { select: { version: true } }, displaced: { select: { version: true } }, request: { select: { requestedByName: true } } },
  });
  return rows.map(({ image: { name }, build, displaced, request, actorName, ...row }) => ({
    ...row,
    image: name,
    version: build.version,
    displacedVersion: displaced?.version ?? null,
    by: actorName,
    askedBy: request?.requestedByName ?? null,
  }));
}

/**
 * The newest build of each active image that waits for a promotion, longest waiting first: newer than `latest` and never
 * promoted yet (what a roll-back has displaced does not wait again), or any, where `latest` is empty.
 */
export async function listWaitingForPromotion(_actor: Actor, limit = 50): Promise<WaitingBuild[]> {
  return db.$queryRaw<WaitingBuild[]>`
    select newest.id as "buildId", image.name as image, newest.version, newest.published_at as "publishedAt", latest.version as "latestVersion"
    from images image
    left join channels channel on channel.image_id = image.id and channel.name = 'latest'
    left join builds latest on latest.id = channel.build_id
    cross join lateral (
      select build.id, build.version, build.published_at from builds build
      where build.image_id = image.id and build.status = 'published' and build.expired_at is null
        -- So an index ends at latest; "or" would read every build of the image.
        and build.published_at > coalesce(latest.published_at, '-infinity')
        and not exists (select 1 from revocations where revocations.build_id = build.id)
        and (latest.id is null or not exists (select 1 from promotions where promotions.build_id = build.id))
      order by build.published_at desc limit 1
    ) newest
    where image.state = 'active'
    order by "publishedAt" limit ${limit}`;
}
