import { db } from "#lib/db.ts";
import type { Place } from "./schema.ts";

/** The images that a build is in the configured clouds, with the names that they were last seen with; by cloud and line. */
export async function listPlaces(imageName: string, version: string): Promise<Place[]> {
  return db.$queryRaw<Place[]>`
    select r.cloud, r.observed_name as name, r.glance_id::text as "glanceId", r.observed_hidden as "isHidden"
    from glance_registrations r
    join clouds c on c.name = r.cloud and c.is_configured
    join builds b on b.id = r.build_id
    join images i on i.id = b.image_id
    where i.name = ${imageName} and b.version = ${version}
      and r.first_registered_at is not null and r.state <> 'removed' and r.observed_status = 'active' and r.observed_name is not null
    order by r.cloud, r.suffix`;
}
