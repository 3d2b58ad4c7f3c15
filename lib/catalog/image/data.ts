import { listBuilds } from "#lib/builds/data.ts";
import { db } from "#lib/db.ts";
import { listFlavorFamilies, readCapabilityRules } from "#lib/flavors/data.ts";
import type { CapabilityRules } from "#lib/flavors/schema.ts";
import { readImage } from "../data.ts";
import { familySupport } from "./rules.ts";
import type { HistoryEntry, ImagePage, ImageView, KnownIssue, LatestTest, SimilarImage } from "./schema.ts";

const shown = { builds: 10, history: 12 };
const most = 500;
const similarShown = 8;

/** The page of an image in one round of reads, with the rules that its commands need; null when there is none of that name. */
export async function readImagePage(name: string, view: Pick<ImageView, "builds" | "history">): Promise<(ImagePage & { rules: CapabilityRules }) | null> {
  const limits = { builds: view.builds === "all" ? most : shown.builds, history: view.history === "all" ? most : shown.history };
  // One more than is shown tells whether there is more.
  const [image, builds, history, tests, packageCount, issues, similar, families, rules] = await Promise.all([
    readImage(name),
    listBuilds(name, limits.builds + 1),
    listHistory(name, limits.history + 1),
    listLatestTests(name),
    db.buildPackage.count({ where: { build: { channel: { name: "latest", image: { name } } } } }),
    listIssues(name),
    listSimilar(name),
    listFlavorFamilies(),
    readCapabilityRules(),
  ]);
  if (!image) return null;
  return {
    image,
    builds: builds.slice(0, limits.builds),
    hasMoreBuilds: builds.length > limits.builds,
    history: history.slice(0, limits.history),
    hasMoreHistory: history.length > limits.history,
    tests,
    packageCount,
    issues,
    similar,
    families: familySupport(image, families, rules),
    rules,
  };
}

/** What happened to an image, newest first. Who did it is told of people and tokens; the factory itself goes without saying. */
export async function listHistory(name: string, limit: number): Promise<HistoryEntry[]> {
  return db.$queryRaw<HistoryEntry[]>`
    with image as (select id, retired_on from images where name = ${name})
    select kind, at, version, other, reason, "by" from (
      select 1 as rank, 'published' as kind, b.published_at as at, b.version, null as other, b.note as reason, null as "by"
        from builds b join image on b.image_id = image.id where b.published_at is not null
      union all
      select 1, 'failed', b.finished_at, b.version, null, b.failure_reason, null from builds b join image on b.image_id = image.id where b.status = 'failed'
      union all
      select 4, 'expired', b.expired_at, b.version, null, null, null from builds b join image on b.image_id = image.id where b.expired_at is not null
      union all
      select 2, p.kind::text, p.at, b.version, displaced.version, p.reason, case p.actor_kind when 'system' then null else p.actor_name end
        from promotions p join image on p.image_id = image.id join builds b on b.id = p.build_id left join builds displaced on displaced.id = p.displaced_build_id
      union all
      select 3, 'revoked', r.at, b.version, replacement.version, r.explanation, case r.actor_kind when 'system' then null else r.actor_name end
        from revocations r join builds b on b.id = r.build_id join image on b.image_id = image.id left join builds replacement on replacement.id = r.replacement_build_id
      union all
      select 5, 'retired', retired_on::timestamptz, null, null, null, null from image where retired_on is not null
    ) event
    order by at desc, rank desc limit ${limit}`;
}

async function listLatestTests(name: string): Promise<LatestTest[]> {
  return db.$queryRaw<LatestTest[]>`
    select t.check_id as "checkId", t.title, t.category, t.verdict::text as verdict, run.accelerator, run.boot_seconds as "bootSeconds"
    from images i
    join channels c on c.image_id = i.id and c.name = 'latest'
    join lateral (select id, accelerator, boot_seconds from test_runs r where r.build_id = c.build_id order by attempt desc limit 1) run on true
    join test_results t on t.run_id = run.id
    where i.name = ${name} order by t.position`;
}

/** The known issues of an image and of its distribution; open ones first, then the newest. */
export async function listIssues(name: string): Promise<KnownIssue[]> {
  const ofImage = { image: { name } };
  const issues = await db.knownIssue.findMany({
    where: { scopes: { some: { OR: [ofImage, { distribution: { images: { some: { name } } } }] } } },
    orderBy: [{ state: "asc" }, { openedOn: "desc" }, { slug: "asc" }],
    select: { slug: true, title: true, body: true, workaround: true, severity: true, openedOn: true, resolvedOn: true, scopes: { where: ofImage, select: { id: true } } },
  });
  return issues.map(({ scopes, ...issue }) => ({ ...issue, concerns: scopes.length > 0 ? "image" : "distribution" }));
}

type SimilarRow = Omit<SimilarImage, "distribution"> & { distribution: string; monogram: string; monogramColor: string };

/** What replaces an image, what it replaced, and others of its distribution family; those that are still built first. */
async function listSimilar(name: string): Promise<SimilarImage[]> {
  const found = await db.$queryRaw<SimilarRow[]>`
    select o.name, o.summary, o.architecture::text as architecture, o.firmware::text as firmware, o.state = 'retired' as "isRetired",
      case when o.id = i.replacement_id then 'replacement' when o.replacement_id = i.id then 'predecessor' else 'family' end as relation,
      b.version as "latestVersion", d.name as distribution, d.monogram, d.monogram_color as "monogramColor"
    from images i
    join distributions own on own.id = i.distribution_id
    join images o on o.id <> i.id
    join distributions d on d.id = o.distribution_id
    left join channels c on c.image_id = o.id and c.name = 'latest'
    left join builds b on b.id = c.build_id
    where i.name = ${name} and (d.family = own.family or o.id = i.replacement_id or o.replacement_id = i.id)
    order by (o.id = i.replacement_id) desc nulls last, o.state, (o.replacement_id = i.id) desc nulls last, d.released_on desc nulls last, o.name
    limit ${similarShown}`;
  return found.map(({ distribution, monogram, monogramColor, ...row }) => ({ ...row, distribution: { name: distribution, monogram, monogramColor } }));
}
