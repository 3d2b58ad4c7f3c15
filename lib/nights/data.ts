import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { gridOf, lastNights, type NightEntry } from "./rules.ts";
import type { Nights, NightsView } from "./schema.ts";

/**
 * What was built in the last nights of each image that can be built here, or of which something was built in them. The last
 * build of a day stands for it; a cancelled one only where there was no other.
 */
export async function readNights(_actor: Actor, view: NightsView, now = new Date()): Promise<Nights> {
  const days = lastNights(now);
  const since = new Date(`${days.at(-1)}T00:00:00Z`);
  const [images, entries] = await Promise.all([
    db.image.findMany({
      where: { OR: [{ state: "active", recipeName: { not: null } }, { builds: { some: { queuedAt: { gte: since } } } }] },
      select: { name: true },
    }),
    listEntries(since),
  ]);
  return gridOf(images.map(({ name }) => name), entries, days, view);
}

async function listEntries(since: Date): Promise<NightEntry[]> {
  return db.$queryRaw<NightEntry[]>`
    select distinct on (b.image_id, b.day) i.name as image, b.day, b.version, b.status, r.build_id is not null as "isRevoked", b.builds
    from (
      select id, image_id, version, status::text, queued_at, to_char(queued_at at time zone 'UTC', 'YYYY-MM-DD') as day,
        count(*) over (partition by image_id, to_char(queued_at at time zone 'UTC', 'YYYY-MM-DD'))::int as builds
      from builds where queued_at >= ${since}
    ) b
    join images i on i.id = b.image_id
    left join revocations r on r.build_id = b.id
    order by b.image_id, b.day, b.status = 'cancelled', b.queued_at desc`;
}
