import type { Actor } from "#lib/auth/actor.ts";
import { failureLinesSchema } from "#lib/builds/schema.ts";
import { listWaitingForPromotion } from "#lib/channels/data.ts";
import { readRequests } from "#lib/channels/requests/data.ts";
import { db } from "#lib/db.ts";
import { listSigningKeys } from "#lib/keys/data.ts";
import type { AttentionFacts } from "./rules.ts";
import type { FailedBuild, FailedRegistration, FailingCloud, OpenFinding, StaleImage } from "./schema.ts";

/** How many of each kind are read at most; whoever has more has one problem, not many. */
const most = 300;

/** What the database knows of things that need a person, and whether promotions need a second releaser. */
export async function readAttentionFacts(actor: Actor, now = new Date()): Promise<{ facts: Omit<AttentionFacts, "workload" | "capacity">; needsSecond: boolean }> {
  const [failed, waiting, { isNeeded, open }, stale, keys, findings, clouds, registrations] = await Promise.all([
    listLastBuildsThatFailed(),
    listWaitingForPromotion(actor, most),
    readRequests(actor),
    listStaleImages(now),
    listSigningKeys(actor, now),
    listOpenFindings(),
    listFailingClouds(),
    listFailedRegistrations(),
  ]);
  return { facts: { failed, waiting, requests: open, stale, keys, findings, clouds, registrations }, needsSecond: isNeeded };
}

/** Builds that failed and are the last word about their image: once a later build succeeds, or is under way, nobody is needed. */
async function listLastBuildsThatFailed(): Promise<FailedBuild[]> {
  const rows = await db.$queryRaw<FailedBuild[]>`
    select last.id as "buildId", image.name as image, last.version, last.failed_stage::text as "failedStage", last.failure_reason as "failureReason",
      last.failure_lines as "failureLines", last.finished_at as "finishedAt"
    from images image
    cross join lateral (
      select * from builds where image_id = image.id and status <> 'cancelled' order by queued_at desc limit 1
    ) last
    where image.state = 'active' and last.status = 'failed'
    order by last.finished_at desc limit ${most}`;
  return rows.map((row) => ({ ...row, failureLines: failureLinesSchema.parse(row.failureLines) }));
}

/** Images that were once released, and whose `latest` is older than their interval and a day of grace (as lib/catalog/rules.ts says), or empty; not while a build is under way. */
async function listStaleImages(now: Date): Promise<StaleImage[]> {
  return db.$queryRaw<StaleImage[]>`
    select image.name as image, image.refresh_days as "refreshDays", latest.version as "latestVersion", image.recipe_name is not null as "canBeBuilt",
      coalesce(latest.published_at + make_interval(days => image.refresh_days), withdrawn.at) as since
    from images image
    left join channels channel on channel.image_id = image.id and channel.name = 'latest'
    left join builds latest on latest.id = channel.build_id
    left join lateral (
      select revocation.at from promotions promotion join revocations revocation on revocation.build_id = promotion.build_id
      where latest.id is null and promotion.image_id = image.id order by promotion.sequence desc limit 1
    ) withdrawn on true
    where image.state = 'active'
      and (latest.published_at < ${now}::timestamptz - make_interval(days => image.refresh_days + 1) or withdrawn.at is not null)
      and not exists (select 1 from builds where builds.image_id = image.id and builds.status in ('queued', 'building', 'testing', 'signing', 'publishing'))
    order by since limit ${most}`;
}

/** What is wrong in the clouds. That a `latest` is too old is told once, for the image itself. */
async function listOpenFindings(): Promise<OpenFinding[]> {
  const rows = await db.cloudFinding.findMany({
    where: { endedAt: null, kind: { not: "stale" }, of: { isConfigured: true } },
    orderBy: { foundAt: "asc" },
    take: most,
    select: { cloud: true, suffix: true, kind: true, detail: true, foundAt: true, image: { select: { name: true } } },
  });
  return rows.map(({ image, suffix, kind, ...row }) => ({ ...row, image: `${image.name}${suffix}`, finding: kind }));
}

async function listFailingClouds(): Promise<FailingCloud[]> {
  const rows = await db.cloud.findMany({ where: { isConfigured: true, errorCode: { not: null } }, orderBy: { name: "asc" }, select: { name: true, errorCode: true, errorMessage: true, failingSince: true } });
  return rows.flatMap(({ name, errorCode, errorMessage, failingSince }) => (errorCode && failingSince ? [{ cloud: name, code: errorCode, message: errorMessage ?? "", since: failingSince }] : []));
}

async function listFailedRegistrations(): Promise<FailedRegistration[]> {
  return db.$queryRaw<FailedRegistration[]>`
    select r.cloud, i.name || r.suffix as image, b.version, r.last_error as error, r.updated_at as since
    from glance_registrations r
    join clouds c on c.name = r.cloud and c.is_configured
    join images i on i.id = r.image_id
    join builds b on b.id = r.build_id
    where r.state = 'failed' order by r.updated_at limit ${most}`;
}
