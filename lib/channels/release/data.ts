import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { blockingSeverities } from "../preview/rules.ts";
import type { ReleaseRow } from "./schema.ts";

type Row = Omit<ReleaseRow, "latest" | "candidate" | "packages" | "request"> & {
  latestId: string | null;
  latestVersion: string | null;
  latestAt: Date | null;
  candidateId: string | null;
  candidateVersion: string | null;
  candidateAt: Date | null;
  passed: number;
  total: number;
  requestVersion: string | null;
  requestedBy: string | null;
};
type Changes = { after: string } & NonNullable<ReleaseRow["packages"]>;

/** All active images, or those that are named, with what they offer and could offer: two statements, however many images there are. */
export async function listReleases(_actor: Actor, names?: string[]): Promise<ReleaseRow[]> {
  const rows = await db.$queryRaw<Row[]>`
    select i.name as image, i.promotion_policy = 'automatic' as "isAutomatic", i.policy_nights as "policyNights",
      latest.id as "latestId", latest.version as "latestVersion", latest.published_at as "latestAt", prev.version as "prevVersion",
      candidate.id as "candidateId", candidate.version as "candidateVersion", candidate.published_at as "candidateAt",
      coalesce(tests.passed, 0)::int as passed, coalesce(tests.total, 0)::int as total,
      coalesce(issue.blockers, 0)::int as blockers, coalesce(issue.issues, 0)::int as issues,
      (select count(*)::int from build_pins p where p.image_id = i.id and p.ended_at is null and p.until > now()) as pins,
      asked.version as "requestVersion", request.requested_by_name as "requestedBy", rolled.version as "rolloutVersion"
    from images i
    left join channels lc on lc.image_id = i.id and lc.name = 'latest'
    left join builds latest on latest.id = lc.build_id
    left join channels pc on pc.image_id = i.id and pc.name = 'prev'
    left join builds prev on prev.id = pc.build_id
    left join lateral (
      select b.id, b.version, b.published_at from builds b
      where b.image_id = i.id and b.status = 'published' and b.expired_at is null
        and b.published_at > coalesce(latest.published_at, '-infinity')
        and not exists (select 1 from revocations r where r.build_id = b.id)
        and (latest.id is null or not exists (select 1 from promotions p where p.build_id = b.id))
      order by b.published_at desc limit 1
    ) candidate on true
    left join lateral (
      select count(*) filter (where t.verdict = 'passed') as passed, count(*) as total from test_results t
      where t.run_id = (select id from test_runs run where run.build_id = candidate.id order by attempt desc limit 1)
    ) tests on true
    left join lateral (
      select count(distinct k.id) as issues, count(distinct k.id) filter (where k.severity::text = any(${[...blockingSeverities]})) as blockers
      from known_issue_scopes s join known_issues k on k.id = s.issue_id and k.state = 'open'
      where s.image_id = i.id or s.distribution_id = i.distribution_id
    ) issue on true
    left join promotion_requests request on request.image_id = i.id and request.state = 'open'
    left join builds asked on asked.id = request.build_id
    left join rollouts rollout on rollout.image_id = i.id and rollout.state in ('running', 'paused')
    left join builds rolled on rolled.id = rollout.build_id
    where i.state = 'active' and (${names === undefined} or i.name = any(${names ?? []}))
    order by i.name`;
  const pairs = rows.flatMap(({ latestId, candidateId }) => (latestId && candidateId ? [{ before: latestId, after: candidateId }] : []));
  const changes = new Map((await countChanges(pairs)).map(({ after, ...counts }) => [after, counts]));
  return rows.map(({ latestId, latestVersion, latestAt, candidateId, candidateVersion, candidateAt, passed, total, requestVersion, requestedBy, ...row }) => ({
    ...row,
    latest: latestId && latestVersion && latestAt ? { version: latestVersion, publishedAt: latestAt } : null,
    candidate: candidateId && candidateVersion && candidateAt ? { version: candidateVersion, publishedAt: candidateAt, tests: { passed, total } } : null,
    packages: candidateId ? (changes.get(candidateId) ?? null) : null,
    request: requestVersion && requestedBy ? { version: requestVersion, requestedBy } : null,
  }));
}

/** How many packages were added, removed or changed between two builds each; pairs of which neither tells packages are left out. */
async function countChanges(pairs: { before: string; after: string }[]): Promise<Changes[]> {
  if (pairs.length === 0) return [];
  return db.$queryRaw<Changes[]>`
    select pair.after, count(*) filter (where side.old_name is null)::int as added, count(*) filter (where side.new_name is null)::int as removed,
      count(*) filter (where side.old_version <> side.new_version)::int as changed
    from unnest(${pairs.map(({ before }) => before)}::uuid[], ${pairs.map(({ after }) => after)}::uuid[]) as pair(before, after)
    cross join lateral (
      select o.name as old_name, o.version as old_version, n.name as new_name, n.version as new_version
      from (select * from build_packages where build_id = pair.before) o
      full join (select * from build_packages where build_id = pair.after) n on o.name = n.name and o.architecture = n.architecture
    ) side
    group by pair.after`;
}
