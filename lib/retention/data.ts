import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { ExpiringBuild, HeldBuild, ImageSpace } from "./schema.ts";

const expiringSelect = {
  id: true, version: true, expiresAt: true,
  image: { select: { name: true } },
  artifacts: { where: { kind: { in: ["qcow2", "config"] } }, select: { sizeBytes: true } },
} as const satisfies Prisma.BuildSelect;

/** Published builds whose time ends before `until`: never what is in a channel, held, rolled out, or pinned beyond that moment. */
function ending(until: Date): Prisma.BuildWhereInput {
  return {
    status: "published", expiresAt: { lte: until }, expiredAt: null, held: false, channel: null,
    pins: { none: { endedAt: null, until: { gt: until } } },
    rollouts: { none: { state: { in: ["running", "paused"] } } },
  };
}

/** What will go within so many days, soonest first, with the bytes that this frees; 0 days: what the next round of a worker takes. */
export async function listExpiring(_actor: Actor, days: number, { image, limit = 200, now = new Date() }: { image?: string; limit?: number; now?: Date } = {}): Promise<ExpiringBuild[]> {
  const until = new Date(now.getTime() + days * 86_400_000);
  const where = { ...ending(until), ...(image ? { image: { name: image } } : {}) };
  const builds = await db.build.findMany({ where, orderBy: [{ expiresAt: "asc" }, { id: "asc" }], take: limit, select: expiringSelect });
  return builds.map((build) => toExpiring(build, until));
}

function toExpiring({ id, version, expiresAt, image, artifacts }: Prisma.BuildGetPayload<{ select: typeof expiringSelect }>, otherwise: Date): ExpiringBuild {
  return { buildId: id, image: image.name, version, expiresAt: expiresAt ?? otherwise, sizeBytes: artifacts.reduce((sum, { sizeBytes }) => sum + Number(sizeBytes), 0) };
}

/** The builds that somebody holds, the longest held first. */
export async function listHeld(_actor: Actor, { image, limit = 500 }: { image?: string; limit?: number } = {}): Promise<HeldBuild[]> {
  const builds = await db.build.findMany({
    where: { held: true, ...(image ? { image: { name: image } } : {}) },
    orderBy: [{ heldAt: { sort: "asc", nulls: "first" } }, { id: "asc" }],
    take: limit,
    select: { ...expiringSelect, holdReason: true, heldByName: true, heldAt: true },
  });
  return builds.map(({ holdReason, heldByName, heldAt, ...build }) => ({ ...toExpiring(build, new Date()), reason: holdReason, heldBy: heldByName, heldAt }));
}

/** What each image takes in storage now, the largest first; and how much of it is due within so many days. */
export async function listSpace(_actor: Actor, days: number, now = new Date()): Promise<ImageSpace[]> {
  const until = new Date(now.getTime() + days * 86_400_000);
  // Bytes are added up as float8, which is exact to 9 PB and half as dear as numeric.
  return db.$queryRaw<ImageSpace[]>`
    with files as (
      select build_id, sum(size_bytes::float8) as bytes from artifacts where kind in ('qcow2', 'config') group by build_id
    ), pins as (
      select build_id, max(until) as until from build_pins where ended_at is null and until > ${now} group by build_id
    ), rolled as (
      select distinct build_id from rollouts where state in ('running', 'paused')
    ), kept as (
      select b.image_id, b.held, coalesce(f.bytes, 0) as bytes, p.build_id is not null as pinned,
        b.expires_at <= ${until} and not b.held and c.build_id is null and r.build_id is null and coalesce(p.until <= ${until}, true) as due
      from builds b
      left join files f on f.build_id = b.id
      left join pins p on p.build_id = b.id
      left join channels c on c.build_id = b.id
      left join rolled r on r.build_id = b.id
      where b.status = 'published' and b.bytes_removed_at is null
    ), space as (
      select image_id, count(*)::int as builds, sum(bytes) as bytes, sum(bytes) filter (where held) as held, sum(bytes) filter (where pinned) as pinned, sum(bytes) filter (where due) as due
      from kept group by image_id
    )
    select i.name as image, i.retention_days as "retentionDays", coalesce(s.builds, 0) as builds, coalesce(s.bytes, 0) as "sizeBytes",
      coalesce(s.held, 0) as "heldBytes", coalesce(s.pinned, 0) as "pinnedBytes", coalesce(s.due, 0) as "dueBytes"
    from images i left join space s on s.image_id = i.id
    where i.state = 'active' or s.builds > 0
    order by "sizeBytes" desc, i.name`;
}

/** The ids of builds whose time is over. */
export async function listDue(now: Date, limit = 50): Promise<string[]> {
  const builds = await db.build.findMany({ where: ending(now), orderBy: { expiresAt: "asc" }, take: limit, select: { id: true } });
  return builds.map(({ id }) => id);
}

/** Failed builds whose files were kept so that they could go on, for longer than they are kept. */
export async function listKeptTooLong(now: Date, limit = 50): Promise<string[]> {
  // A minute later than the database lets the last one go on, so that the two never meet.
  const builds = await db.build.findMany({ where: { status: "failed", keptUntil: { lt: new Date(now.getTime() - 60_000) } }, orderBy: { keptUntil: "asc" }, take: limit, select: { id: true } });
  return builds.map(({ id }) => id);
}

/** Expired builds whose bytes still lie in storage, with the keys of what has to go: image and configuration, no evidence. */
export async function listBytesToRemove(limit = 50): Promise<{ buildId: string; keys: string[] }[]> {
  const builds = await db.build.findMany({
    where: { expiredAt: { not: null }, bytesRemovedAt: null },
    orderBy: { expiredAt: "asc" },
    take: limit,
    select: { id: true, artifacts: { where: { kind: { in: ["qcow2", "config"] } }, select: { storageKey: true } } },
  });
  return builds.map(({ id, artifacts }) => ({ buildId: id, keys: artifacts.map(({ storageKey }) => storageKey) }));
}
