import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { lastNights, rowsOf, type NightEntry } from "./rules.ts";
import type { NightCounts, Nights, NightsView } from "./schema.ts";

/**
 * What was built in the last nights of each image that can be built here, or of which something was built in them: `limit`
 * images, those first that need a look (a build failed lately, then what customers get is too old), then those that were
 * built, then by name. The last build of a day stands for it; a cancelled one only where there was no other.
 */
export async function readNights(_actor: Actor, view: NightsView, limit: number, now = new Date()): Promise<Nights> {
  const days = lastNights(now);
  const { names: found, ...counts } = await readGrid(days, view, limit + 1, now);
  const names = found.slice(0, limit);
  return { days, rows: rowsOf(names, await listEntries(names, days), days), isCut: found.length > limit, ...counts };
}

const sinceOf = (days: readonly string[]) => new Date(`${days.at(-1)}T00:00:00Z`);

/** `grid`: every image of the grid with how many nights ago a build failed last, and what its last build of tonight is; null for none. */
function gridOf(days: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    recent as (
      select image_id, status, queued_at, (queued_at at time zone 'UTC')::date as day from builds where queued_at >= ${sinceOf(days)}
    ), night as (
      select distinct on (image_id, day) image_id, day, status from recent order by image_id, day, status = 'cancelled', queued_at desc
    ), grid as (
      select i.id, i.name, min(${days[0]}::date - night.day) filter (where night.status = 'failed') as failed,
        max(night.status) filter (where night.day = ${days[0]}::date) as tonight, count(night.day) = 0 as is_empty
      from images i left join night on night.image_id = i.id
      where night.image_id is not null or (i.state = 'active' and i.recipe_name is not null)
      group by i.id
    )`;
}

type Grid = { names: string[]; tonight: NightCounts; failing: number; total: number };

/** The counts of the whole grid, and the names of the images that the view shows, in their order. */
async function readGrid(days: readonly string[], { nights, after }: NightsView, limit: number, now: Date): Promise<Grid> {
  const [row] = await db.$queryRaw<(NightCounts & Omit<Grid, "tonight">)[]>`
    with ${gridOf(days)}, placed as (
      select g.name, (coalesce(g.failed, ${days.length}), coalesce(latest.published_at >= ${now}::timestamptz - make_interval(days => i.refresh_days + 1), true), g.is_empty, g.name) as place
      from grid g
      join images i on i.id = g.id
      left join channels c on c.image_id = g.id and c.name = 'latest'
      left join builds latest on latest.id = c.build_id
      where ${nights === "all"} or g.failed is not null
    ), page as (
      select name, place from placed
      where ${after ?? null}::text is null or place > (select place from placed where name = ${after ?? null})
      order by place limit ${limit}
    )
    select (select coalesce(array_agg(name order by place), '{}') from page) as names, count(*)::int as total, count(failed)::int as failing,
      count(*) filter (where tonight = 'published')::int as published, count(*) filter (where tonight = 'failed')::int as failed,
      count(*) filter (where tonight in ('queued', 'building', 'testing', 'signing', 'publishing'))::int as running,
      count(*) filter (where tonight = 'cancelled')::int as cancelled, count(*) filter (where tonight is null)::int as none
    from grid`;
  const { names = [], total = 0, failing = 0, ...tonight } = row ?? { published: 0, failed: 0, running: 0, cancelled: 0, none: 0 };
  return { names, tonight, failing, total };
}

async function listEntries(images: string[], days: readonly string[]): Promise<NightEntry[]> {
  return db.$queryRaw<NightEntry[]>`
    select distinct on (b.image, b.day) b.image, b.day, b.version, b.status, r.build_id is not null as "isRevoked", b.builds
    from (
      select build.id, i.name as image, build.version, build.status::text, build.queued_at, day,
        count(*) over (partition by i.id, day)::int as builds
      from images i
      join builds build on build.image_id = i.id and build.queued_at >= ${sinceOf(days)}
      cross join lateral (select to_char(build.queued_at at time zone 'UTC', 'YYYY-MM-DD') as day) dated
      where i.name = any(${images})
    ) b
    left join revocations r on r.build_id = b.id
    order by b.image, b.day, b.status = 'cancelled', b.queued_at desc`;
}
