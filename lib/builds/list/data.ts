import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { isResumable } from "../rules.ts";
import { failureLinesSchema } from "../schema.ts";
import type { BuildListView, ListedBuild } from "./schema.ts";

const select = {
  id: true, version: true, status: true, trigger: true, priority: true, note: true, queuedAt: true, startedAt: true, finishedAt: true, expiredAt: true,
  failedStage: true, failureReason: true, failureLines: true, keptUntil: true, cancelRequestedAt: true, resumeStage: true,
  image: { select: { name: true } },
  requestedBy: { select: { displayName: true } },
  revocation: { select: { at: true } },
  channel: { select: { name: true } },
} as const satisfies Prisma.BuildSelect;

type Beside = { id: string; lastGoodVersion: string | null; hasPackages: boolean; isOvertaken: boolean };

/** A page of all builds, newest first; `view.before` is the build after which it begins. */
export async function listAllBuilds(_actor: Actor, { status, image, trigger, stage, before }: BuildListView, limit = 50): Promise<ListedBuild[]> {
  const seen = before ? await db.build.findUnique({ where: { id: before }, select: { id: true, queuedAt: true } }) : null;
  // The first condition is there for the index, which cannot follow the second.
  const older: Prisma.BuildWhereInput[] = seen ? [{ queuedAt: { lte: seen.queuedAt } }, { OR: [{ queuedAt: { lt: seen.queuedAt } }, { id: { lt: seen.id } }] }] : [];
  const imageId = image === undefined ? undefined : ((await db.image.findUnique({ where: { name: image }, select: { id: true } }))?.id ?? null);
  if (imageId === null) return [];
  const builds = await db.build.findMany({ where: { AND: [{ status, trigger, failedStage: stage, imageId }, ...older] }, orderBy: [{ queuedAt: "desc" }, { id: "desc" }], take: limit, select });
  const beside = await lookBeside(builds.map(({ id }) => id));
  return builds.map(({ image: of, requestedBy, revocation, channel, failureLines, keptUntil, cancelRequestedAt, ...build }) => {
    const { lastGoodVersion = null, hasPackages = false, isOvertaken = false } = beside.get(build.id) ?? {};
    return {
      ...build,
      image: of.name,
      requestedBy: requestedBy?.displayName ?? null,
      isRevoked: revocation !== null,
      channel: channel?.name ?? null,
      failureLines: failureLinesSchema.parse(failureLines),
      isCancelling: cancelRequestedAt !== null,
      canGoOn: isResumable(build.failedStage) && keptUntil !== null && keptUntil > new Date() && !isOvertaken,
      lastGoodVersion,
      hasPackages,
    };
  });
}

/** What else must be known of these builds: looked up for one page, by index. */
async function lookBeside(ids: string[]): Promise<Map<string, Beside>> {
  const rows = await db.$queryRaw<Beside[]>`
    select b.id,
      (select good.version from builds good where good.image_id = b.image_id and good.published_at < coalesce(b.published_at, b.queued_at) order by good.published_at desc limit 1) as "lastGoodVersion",
      exists (select 1 from build_packages where build_id = b.id) as "hasPackages",
      exists (select 1 from builds later where later.image_id = b.image_id and later.published_at > b.queued_at) as "isOvertaken"
    from builds b where b.id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** The names of images for a filter and for the form that asks for builds. */
export async function listImageNames(_actor: Actor): Promise<{ all: string[]; buildable: string[] }> {
  const images = await db.image.findMany({ orderBy: { name: "asc" }, select: { name: true, state: true, recipeName: true } });
  return { all: images.map(({ name }) => name), buildable: images.filter(({ state, recipeName }) => state === "active" && recipeName !== null).map(({ name }) => name) };
}
