import { db, type Transaction } from "#lib/db.ts";
import { writeEvidence } from "./evidence.ts";
import { writeFiles } from "./files.ts";
import { writeReleases } from "./releases.ts";

/**
 * The builds of some images with everything that belongs to them, in one transaction: a week apart, the newest a few days
 * old, some images behind their plan, some builds failed. What varies from image to image varies by the hash of its name,
 * so that the same demonstration comes out each time. The newest three builds of an image have all details.
 */
export async function writeHistory(imageNames: string[], buildsEach: number): Promise<void> {
  await db.$transaction(
    async (tx) => {
      // A demonstration that a power cut spoils is made again.
      await tx.$executeRaw`set local synchronous_commit = off`;
      await planBuilds(tx, imageNames, buildsEach);
      await tx.$executeRaw`
        insert into builds (id, image_id, version, trigger, queued_at, note)
        select id, image_id, version, 'nightly', published_at - interval '26 minutes', 'Demonstration' from demo_builds`;
      await enter(tx, "building");
      await enter(tx, "testing");
      await writeEvidence(tx);
      await enter(tx, "signing");
      await writeFiles(tx);
      await enter(tx, "publishing");
      await tx.$executeRaw`
        update builds b set status = 'published', tests_passed = true, published_at = d.published_at, finished_at = d.published_at,
          expires_at = d.published_at + i.retention_days * interval '1 day', virtual_size_bytes = i.min_disk_gib * 1073741824::bigint
        from demo_builds d join images i on i.id = d.image_id where b.id = d.id and not d.fails`;
      await writeReleases(tx);
    },
    { timeout: 120_000, maxWait: 10_000 },
  );
}

async function planBuilds(tx: Transaction, imageNames: string[], buildsEach: number): Promise<void> {
  await tx.$executeRaw`
    create temporary table demo_builds on commit drop as
    with image as (
      select id, name, seed, case when seed % 12 = 0 then 40 + seed % 50 else seed % 9 end as age
      from images cross join lateral (select abs(hashtext(name) % 100003) as seed) as hashed where name = any(${imageNames})
    ), dated as (
      select i.id as image_id, i.name, i.seed, n,
        date_trunc('milliseconds', now() - make_interval(days => (i.age + (${buildsEach}::int - n) * greatest(1, least(7, 700 / ${buildsEach}::int)))::int, mins => (30 + i.seed % 300)::int, secs => (i.seed % 59)::int)) as published_at
      from image i cross join generate_series(1, ${buildsEach}::int) as n
    )
    select gen_random_uuid() as id, image_id, name, seed, n, published_at, to_char(published_at at time zone 'UTC', 'YYYYMMDD') || '-1' as version,
      n > ${buildsEach}::int - 3 as is_detailed, n < ${buildsEach}::int and (seed + n * 7) % 41 = 0 as fails
    from dated`;
  await tx.$executeRaw`alter table demo_builds add primary key (id)`;
  await tx.$executeRaw`analyze demo_builds`;
}

type Stage = "building" | "testing" | "signing" | "publishing";
const minutesBefore: Record<Stage, number> = { building: 25, testing: 8, signing: 2, publishing: 1 };

/** Takes every planned build that has not failed into its next stage, as a worker does. */
async function enter(tx: Transaction, stage: Stage): Promise<void> {
  const minutes = minutesBefore[stage];
  await tx.$executeRaw`
    update builds b set status = ${stage}::build_status, attempt = 1, stage_started_at = d.published_at - make_interval(mins => ${minutes}::int),
      started_at = d.published_at - interval '25 minutes', worker_id = (select id from workers where name = 'demonstration')
    from demo_builds d where b.id = d.id and b.status <> 'failed'`;
}
