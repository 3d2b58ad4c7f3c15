import { scoreOf } from "#lib/builds/timeline.ts";
import { db } from "#lib/db.ts";
import { isDemo } from "#lib/demo/data.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { listPackageChanges } from "./changes/data.ts";
import { entryOf, type Facts } from "./entries/rules.ts";
import type { BuildFacts, ImageFacts, IssueFacts } from "./entries/schema.ts";
import { listEvents } from "./events/data.ts";
import type { FeedEvent } from "./events/schema.ts";
import { feedTitle, formatCursor, pageBehind } from "./rules.ts";
import { feedPath, type Cursor, type Feed, type FeedPage } from "./schema.ts";
import { idOfAddress } from "./stable-id.ts";
import { atomType } from "./atom.ts";

/** Entries of one page. */
export const entriesShown = 50;

/** A page of a feed, `before` where another one ended; null when there is no such image. */
export async function readFeed(feed: Feed, { before }: { before?: Cursor | undefined }, publicUrl: string): Promise<FeedPage | null> {
  const image = feed.kind === "image" ? await readImage(feed.image) : null;
  if (feed.kind === "image" && !image) return null;
  const [found, isMadeUp] = await Promise.all([listEvents({ feed, imageId: image?.id ?? null, before, limit: entriesShown + 1 }), isDemo()]);
  const events = found.slice(0, entriesShown);
  const facts = await readFacts(events, image, publicUrl);
  const entries = events.flatMap((event) => entryOf(event, facts) ?? []);
  const address = publicUrl + feedPath(feed);
  const { title, subtitle } = feedTitle(feed);
  const last = events.at(-1);
  const pageOf = (cursor: Cursor) => `${address}?before=${encodeURIComponent(formatCursor(cursor))}`;
  return {
    id: idOfAddress(address),
    title,
    subtitle: isMadeUp ? `Demonstration: everything in this feed is made up. ${subtitle}` : subtitle,
    updated: entries.reduce((latest, { updated }) => (updated > latest ? updated : latest), image?.createdAt ?? new Date(0)),
    publicUrl,
    links: [
      { rel: "self", href: before ? pageOf(before) : address, type: atomType },
      { rel: "alternate", href: publicUrl + pageBehind(feed), type: "text/html" },
      ...(before ? [{ rel: "first", href: address, type: atomType } as const] : []),
      ...(found.length > events.length && last ? [{ rel: "next", href: pageOf(last), type: atomType } as const] : []),
    ],
    entries,
  };
}

async function readImage(name: string): Promise<ImageFacts | null> {
  const image = await db.image.findUnique({ where: { name }, select: { id: true, name: true, createdAt: true, replacement: { select: { name: true } } } });
  return image && { ...image, replacement: image.replacement?.name ?? null };
}

async function readFacts(events: FeedEvent[], image: ImageFacts | null, publicUrl: string): Promise<Facts> {
  const buildIds = [...new Set(events.flatMap(({ buildId, otherId }) => [buildId, otherId]).filter((id) => id !== null))];
  const issueIds = events.filter(({ kind }) => kind === "issue-opened" || kind === "issue-resolved").map(({ key }) => key);
  const pairOf = ({ kind, buildId, otherId }: FeedEvent) => ((kind === "published" || kind === "promoted") && buildId !== null && otherId !== null && otherId !== buildId ? { before: otherId, after: buildId } : null);
  const nameOf = ({ before, after }: { before: string; after: string }) => `${before} ${after}`;
  const pairs = new Map(events.flatMap((event) => pairOf(event) ?? []).map((pair) => [nameOf(pair), pair]));
  const [builds, issues, changes] = await Promise.all([listBuilds(buildIds), listIssues(issueIds), listPackageChanges([...pairs.values()])]);
  const packagesOf = new Map(changes.map(({ packages, ...pair }) => [nameOf(pair), packages]));
  return {
    publicUrl,
    builds: new Map(builds.map((build) => [build.id, build])),
    issues: new Map(issues.map((issue) => [issue.id, issue])),
    image,
    changesOf: (event) => {
      const pair = pairOf(event);
      return (pair && packagesOf.get(nameOf(pair))) ?? null;
    },
  };
}

const buildSelect = {
  id: true, version: true, trigger: true, publishedAt: true, expiredAt: true,
  image: { select: { name: true, distribution: { select: { slug: true } } } },
  revocation: { select: { reason: true, severity: true, explanation: true, at: true, replacement: { select: { version: true, revocation: { select: { at: true } } } } } },
  artifacts: { where: { kind: { in: ["qcow2", "metalink"] } }, select: { kind: true, fileName: true, sizeBytes: true, mediaType: true, sha256: true } },
  testRuns: { orderBy: { attempt: "desc" }, take: 1, select: { results: { select: { verdict: true } } } },
} as const satisfies Prisma.BuildSelect;

async function listBuilds(ids: string[]): Promise<BuildFacts[]> {
  const rows = await db.build.findMany({ where: { id: { in: ids } }, select: buildSelect });
  return rows.flatMap(({ publishedAt, image, revocation, artifacts, testRuns, ...build }) => {
    if (!publishedAt) return [];
    const [qcow2, metalink] = (["qcow2", "metalink"] as const).map((kind) => artifacts.find((artifact) => artifact.kind === kind) ?? null);
    return [
      {
        ...build,
        publishedAt,
        image: image.name,
        distribution: image.distribution.slug,
        revocation: revocation && { ...revocation, replacement: revocation.replacement && { version: revocation.replacement.version, revokedAt: revocation.replacement.revocation?.at ?? null } },
        qcow2: qcow2 ? { ...qcow2, sizeBytes: Number(qcow2.sizeBytes) } : null,
        metalink: metalink ?? null,
        tests: scoreOf(testRuns[0]?.results ?? []),
      },
    ];
  });
}

async function listIssues(ids: string[]): Promise<IssueFacts[]> {
  const rows = await db.knownIssue.findMany({
    where: { id: { in: ids } },
    select: {
      id: true, slug: true, title: true, body: true, workaround: true, severity: true, openedOn: true, resolvedOn: true, editedAt: true,
      scopes: { select: { image: { select: { name: true } }, distribution: { select: { slug: true } }, flavorFamily: { select: { name: true } } } },
    },
  });
  return rows.map(({ scopes, ...issue }) => ({ ...issue, concerns: scopes.flatMap(({ image, distribution, flavorFamily }) => image?.name ?? distribution?.slug ?? flavorFamily?.name ?? []).sort() }));
}
