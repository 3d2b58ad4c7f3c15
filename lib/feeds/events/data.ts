import { db } from "#lib/db.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { Cursor, Feed } from "../schema.ts";
import type { FeedEvent } from "./schema.ts";

type Scope = { feed: Feed; /** of the image that the feed is about */ imageId: string | null; before: Cursor | undefined; limit: number };

const all = (conditions: Prisma.Sql[]) => Prisma.join(conditions, " and ");

/** The newest events of a feed before a cursor, one statement; each kind brings so many at most, from its own index. */
export async function listEvents(scope: Scope): Promise<FeedEvent[]> {
  const arms = armsOf(scope);
  return db.$queryRaw<FeedEvent[]>`
    select event.rank, event.kind, event.key, event.at, event."buildId",
      coalesce(event."otherId", case event.kind when 'published' then before.build_id end) as "otherId", event.promotion, event.reason, event.by
    from (${Prisma.join(arms, " union all ")}) event
    left join builds b on b.id = event."buildId" and event.kind = 'published'
    left join lateral (
      select p.build_id from promotions p where p.image_id = b.image_id and p.at < event.at and p.build_id <> b.id order by p.sequence desc limit 1
    ) before on true
    order by event.at desc, event.rank desc, event.key desc limit ${scope.limit}`;
}

function armsOf(scope: Scope): Prisma.Sql[] {
  const { feed } = scope;
  if (feed.kind === "all") return [published(scope), promoted(scope), revoked(scope)];
  if (feed.kind === "image") return [published(scope), promoted(scope), revoked(scope), retired(scope)];
  if (feed.kind === "security") return [published(scope, Prisma.sql`b.trigger = 'security'`), revoked(scope), ...issues(scope)];
  return feed.channel === "latest" ? [promoted(scope), revoked(scope, wasLatest)] : [becamePrev(scope), revoked(scope, wasPrev)];
}

// Revoked together with the promotion of its successor, a build was latest before that.
const lastPromoted = Prisma.sql`(select p.build_id from promotions p where p.image_id = b.image_id and p.at < r.at order by p.sequence desc limit 1)`;
// What a revocation had taken out of latest did not become prev; prev then kept what it had (see `rotate`).
const displacedAlive = Prisma.sql`p.displaced_build_id is not null and not exists (select 1 from revocations gone where gone.build_id = p.displaced_build_id and gone.at <= p.at)`;
const wasLatest = Prisma.sql`${lastPromoted} = b.id`;
const wasPrev = Prisma.sql`${lastPromoted} <> b.id and (
  select p.displaced_build_id from promotions p where p.image_id = b.image_id and p.at < r.at and ${displacedAlive} order by p.sequence desc limit 1) = b.id`;

const build = (alias: Prisma.Sql, other: Prisma.Sql) => Prisma.sql`${alias} as "buildId", ${other} as "otherId"`;
const noBuild = build(Prisma.sql`null::uuid`, Prisma.sql`null::uuid`);
const who = (alias: string) => Prisma.raw(`case ${alias}.actor_kind when 'system' then null else ${alias}.actor_name end as by`);

function published({ imageId, before, limit }: Scope, only: Prisma.Sql = Prisma.sql`true`): Prisma.Sql {
  const where = all([Prisma.sql`b.published_at is not null`, only, ofImage("b", imageId), older("b.published_at", 1, "b.id", before)]);
  return Prisma.sql`(select 1 as rank, 'published' as kind, b.id as key, b.published_at as at, ${build(Prisma.sql`b.id`, Prisma.sql`null::uuid`)}, null::text as promotion, b.note as reason, null::text as by
    from builds b where ${where} order by b.published_at desc, b.id desc limit ${limit})`;
}

function promoted({ imageId, before, limit }: Scope): Prisma.Sql {
  const where = all([ofImage("p", imageId), older("p.at", 3, "p.id", before)]);
  return Prisma.sql`(select 3 as rank, 'promoted' as kind, p.id as key, p.at, ${build(Prisma.sql`p.build_id`, Prisma.sql`p.displaced_build_id`)}, p.kind::text as promotion, p.reason, ${who("p")}
    from promotions p where ${where} order by p.at desc, p.id desc limit ${limit})`;
}

function becamePrev({ imageId, before, limit }: Scope): Prisma.Sql {
  const where = all([displacedAlive, ofImage("p", imageId), older("p.at", 2, "p.id", before)]);
  return Prisma.sql`(select 2 as rank, 'became-prev' as kind, p.id as key, p.at, ${build(Prisma.sql`p.displaced_build_id`, Prisma.sql`p.build_id`)}, p.kind::text as promotion, p.reason, ${who("p")}
    from promotions p where ${where} order by p.at desc, p.id desc limit ${limit})`;
}

function revoked({ imageId, before, limit }: Scope, only: Prisma.Sql = Prisma.sql`true`): Prisma.Sql {
  const where = all([only, ofImage("b", imageId), older("r.at", 4, "r.build_id", before)]);
  return Prisma.sql`(select 4 as rank, 'revoked' as kind, r.build_id as key, r.at, ${build(Prisma.sql`r.build_id`, Prisma.sql`null::uuid`)}, null::text as promotion, r.explanation as reason, ${who("r")}
    from revocations r join builds b on b.id = r.build_id where ${where} order by r.at desc, r.build_id desc limit ${limit})`;
}

function retired({ imageId, before }: Scope): Prisma.Sql {
  const where = all([Prisma.sql`i.id = ${imageId}::uuid and i.retired_on is not null`, older("(i.retired_on::timestamp at time zone 'UTC')", 5, "i.id", before)]);
  return Prisma.sql`(select 5 as rank, 'retired' as kind, i.id as key, i.retired_on::timestamp at time zone 'UTC' as at, ${noBuild}, null::text as promotion, null::text as reason, null::text as by
    from images i where ${where})`;
}

function issues({ before, limit }: Scope): Prisma.Sql[] {
  const arm = (rank: number, kind: string, day: string) => {
    const at = `(k.${day}::timestamp at time zone 'UTC')`;
    const where = all([Prisma.raw(`k.${day} is not null`), older(at, rank, "k.id", before)]);
    return Prisma.sql`(select ${rank}::int as rank, ${kind}::text as kind, k.id as key, ${Prisma.raw(at)} as at, ${noBuild}, null::text as promotion, null::text as reason, null::text as by
      from known_issues k where ${where} order by ${Prisma.raw(`k.${day}`)} desc, k.id desc limit ${limit})`;
  };
  return [arm(6, "issue-opened", "opened_on"), arm(7, "issue-resolved", "resolved_on")];
}

function ofImage(alias: "b" | "p", imageId: string | null): Prisma.Sql {
  return imageId === null ? Prisma.sql`true` : Prisma.sql`${Prisma.raw(alias)}.image_id = ${imageId}::uuid`;
}

// The first comparison is one that the index of the time answers; the second is exact where times are equal.
function older(at: string, rank: number, key: string, before: Cursor | undefined): Prisma.Sql {
  if (!before) return Prisma.sql`true`;
  return Prisma.sql`${Prisma.raw(at)} <= ${before.at} and (${Prisma.raw(at)}, ${rank}::int, ${Prisma.raw(key)}) < (${before.at}, ${before.rank}::int, ${before.key}::uuid)`;
}
