import type { Transaction } from "#lib/db.ts";
import { blockingSeverities } from "../preview/rules.ts";
import { isSecondReleaserNeeded } from "../requests/second.ts";
import { streakOf, type FinishedBuild, type Streak } from "./rules.ts";
import type { PolicyObstacle } from "./schema.ts";

type Reader = Pick<Transaction, "image" | "setting" | "$queryRaw">;

/** What keeps the policy of an image from promoting now; null when nothing does. */
export async function findObstacle(tx: Reader, imageId: string): Promise<PolicyObstacle | null> {
  const image = await tx.image.findUniqueOrThrow({
    where: { id: imageId },
    select: {
      promotionPolicy: true, distributionId: true,
      requests: { where: { state: "open" }, select: { id: true } },
      rollouts: { where: { state: { in: ["running", "paused"] } }, select: { id: true } },
    },
  });
  if (image.promotionPolicy === "manual") return "manual";
  if (await isSecondReleaserNeeded(tx)) return "two-releasers";
  if (image.requests.length > 0) return "asked";
  if (image.rollouts.length > 0) return "rolling-out";
  const blockers = await tx.$queryRaw<unknown[]>`
    select 1 from known_issue_scopes s join known_issues k on k.id = s.issue_id and k.state = 'open'
    where (s.image_id = ${imageId}::uuid or s.distribution_id = ${image.distributionId}::uuid) and k.severity::text = any(${[...blockingSeverities]}) limit 1`;
  return blockers.length > 0 ? "blocked" : null;
}

type NightRow = FinishedBuild & { imageId: string; since: Date | null };
/** More builds than 90 nights have: rows beyond are never needed. */
const mostBuilds = 200;

/** The row of good nights of each of these images, by its id. */
export async function readStreaks(tx: Pick<Transaction, "$queryRaw">, imageIds: string[]): Promise<Map<string, Streak>> {
  const rows = await tx.$queryRaw<NightRow[]>`
    select i.id as "imageId", b.id as "buildId", b.version, b.finished_at as "finishedAt",
      exists (select 1 from promotions p where p.build_id = b.id) as "wasPromoted",
      b.status = 'published' and b.expired_at is null
        and not exists (select 1 from revocations r where r.build_id = b.id)
        and not exists (
          select 1 from test_results t where t.verdict <> 'passed' and t.run_id = (select id from test_runs run where run.build_id = b.id order by attempt desc limit 1)
        ) as "isGood",
      greatest(
        (select max(p.at) from promotions p where p.image_id = i.id and p.kind = 'rollback'),
        (select max(r.at) from revocations r join builds rb on rb.id = r.build_id where rb.image_id = i.id)
      ) as since
    from images i
    cross join lateral (
      select * from builds where image_id = i.id and status in ('published', 'failed') order by finished_at desc limit ${mostBuilds}
    ) b
    where i.id = any(${imageIds}::uuid[])
    order by i.id, b.finished_at desc`;
  return new Map([...Map.groupBy(rows, ({ imageId }) => imageId)].map(([imageId, builds]) => [imageId, streakOf(builds, builds[0]?.since ?? null)]));
}
