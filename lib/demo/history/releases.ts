import type { Transaction } from "#lib/db.ts";

/** Promotions of every fourth build, the channels that follow from them, some revocations, and downloads. */
export async function writeReleases(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    create temporary table demo_promotions on commit drop as
    select gen_random_uuid() as id, id as build_id, image_id, seed, least(now(), published_at + interval '20 minutes') as at,
      row_number() over (partition by image_id order by n)::int as sequence,
      row_number() over (partition by image_id order by n desc)::int as age,
      lag(id) over (partition by image_id order by n) as displaced
    from (select *, max(n) over (partition by image_id) - n as younger from demo_builds) d
    where not fails and younger % 4 = 0`;
  await tx.$executeRaw`
    insert into promotions (id, image_id, sequence, kind, build_id, displaced_build_id, actor_kind, actor_name, at)
    select id, image_id, sequence, (case when sequence = 1 then 'first' else 'promotion' end)::promotion_kind, build_id, displaced, 'system', 'demonstration', at
    from demo_promotions order by image_id, sequence`;
  await tx.$executeRaw`
    insert into channels (image_id, name, build_id, promotion_id, assigned_at)
    select p.image_id, (case p.age when 1 then 'latest' else 'prev' end)::channel_name, p.build_id, newest.id, newest.at
    from demo_promotions p join demo_promotions newest on newest.image_id = p.image_id and newest.age = 1
    where p.age <= 2`;
  // The channels are checked now, as if the promotions had been committed: the revocations below empty some of them.
  await tx.$executeRaw`set constraints all immediate`;
  // The last promotion of some images was a mistake and nothing has taken its place; others had one long ago.
  await tx.$executeRaw`
    insert into revocations (build_id, reason, explanation, severity, replacement_build_id, actor_kind, actor_name, at)
    select p.build_id, (case when p.age = 1 then 'defect' else 'vulnerability' end)::revocation_reason,
      case when p.age = 1 then 'Made up: the network does not come up after a reboot.' else 'Made up: holds a library with a known hole.' end, 'high',
      case when p.age = 1 then null else younger.build_id end, 'system', 'demonstration', least(now(), p.at + interval '5 hours')
    from demo_promotions p left join demo_promotions younger on younger.image_id = p.image_id and younger.age = p.age - 1
    where (p.age = 1 and p.seed % 40 = 1) or (p.age = 4 and p.seed % 15 = 2)`;
  // A few images are loaded by everybody, most by few (as catalogs are).
  await tx.$executeRaw`
    insert into download_counts (artifact_id, day, count)
    select a.id, current_date - day, 1 + 40000 / (20 + p.seed % 2000) + (p.seed + day) % 7
    from demo_promotions p join artifacts a on a.build_id = p.build_id and a.kind = 'qcow2' cross join generate_series(0, 6) as day
    where p.age = 1`;
}
