import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { repositoriesSchema, type BuildDetails, type BuildRow, type BuildStatus, type BuildView, type LogText, type Package } from "./schema.ts";
import { scoreOf, stageRail } from "./timeline.ts";

const rowSelect = {
  version: true, status: true, trigger: true, queuedAt: true, startedAt: true, finishedAt: true, publishedAt: true, expiredAt: true,
  failedStage: true, failureReason: true,
  channel: { select: { name: true } },
  revocation: { select: { reason: true, severity: true, explanation: true, at: true, replacement: { select: { version: true } } } },
} as const satisfies Prisma.BuildSelect;

const historySelect = {
  ...rowSelect,
  artifacts: { where: { kind: "qcow2" }, select: { sizeBytes: true } },
  testRuns: { orderBy: { attempt: "desc" }, select: { results: { select: { verdict: true } } } },
} as const satisfies Prisma.BuildSelect;

/** The newest builds of an image, unfinished ones first. */
export async function listBuilds(imageName: string, limit = 30): Promise<BuildRow[]> {
  const builds = await db.build.findMany({ where: { image: { name: imageName } }, orderBy: [{ queuedAt: "desc" }], take: limit, select: historySelect });
  return builds.map(({ channel, revocation, artifacts, testRuns, ...build }) => ({
    ...build,
    channel: channel?.name ?? null,
    isRevoked: revocation !== null,
    sizeBytes: artifacts[0] ? Number(artifacts[0].sizeBytes) : null,
    tests: scoreOf(testRuns[0]?.results ?? []),
  }));
}

/** The id of a build by its address; null when there is none. */
export async function findBuildId(imageName: string, version: string): Promise<string | null> {
  const build = await db.build.findFirst({ where: { image: { name: imageName }, version }, select: { id: true } });
  return build?.id ?? null;
}

/** Whether nothing happens to a build any more; also true when there is none of that address. */
export async function isBuildSettled(imageName: string, version: string): Promise<boolean> {
  const status = { in: ["queued", "building", "testing", "signing", "publishing"] } satisfies Prisma.EnumBuildStatusFilter;
  return (await db.build.count({ where: { image: { name: imageName }, version, status } })) === 0;
}

const detailsSelect = {
  ...rowSelect,
  id: true, note: true, expiresAt: true, builderVersion: true, builderMode: true, virtualSizeBytes: true, repositories: true,
  image: { select: { name: true } },
  recipe: { select: { hash: true, builder: true } },
  worker: { select: { name: true } },
  events: { orderBy: { id: "asc" }, select: { kind: true, fromStatus: true, toStatus: true, at: true, message: true } },
} as const satisfies Prisma.BuildSelect;

/** How many packages a page shows before the reader asks for all. */
export const packagesShown = 20;

/** The page of a build by its address; null when there is none. */
export async function readBuildPage(imageName: string, version: string, view: BuildView): Promise<BuildDetails | null> {
  const buildId = await findBuildId(imageName, version);
  return buildId === null ? null : readBuild(buildId, view);
}

async function readBuild(buildId: string, view: BuildView): Promise<BuildDetails | null> {
  const [build, artifacts, testRun, packages, packageCount, log] = await Promise.all([
    db.build.findUnique({ where: { id: buildId }, select: detailsSelect }),
    db.artifact.findMany({
      where: { buildId, kind: { not: "signature" } },
      orderBy: [{ kind: "asc" }, { fileName: "asc" }],
      select: { kind: true, fileName: true, sizeBytes: true, sha256: true, signature: { select: { fileName: true } } },
    }),
    db.testRun.findFirst({
      where: { buildId },
      orderBy: { attempt: "desc" },
      select: {
        attempt: true, accelerator: true, verdict: true, bootSeconds: true, startedAt: true,
        results: { orderBy: { position: "asc" }, select: { checkId: true, title: true, category: true, mandatory: true, verdict: true, reason: true, command: true, output: true, durationMs: true } },
      },
    }),
    searchPackages(buildId, view),
    db.buildPackage.count({ where: { buildId } }),
    readLogEnd(buildId, view.log),
  ]);
  if (!build) return null;
  const { image, recipe, worker, channel, revocation, events, repositories, virtualSizeBytes, ...rest } = build;
  const qcow2 = artifacts.find(({ kind }) => kind === "qcow2");
  const known = repositoriesSchema.safeParse(repositories);
  return {
    ...rest,
    image: image.name,
    channel: channel?.name ?? null,
    isRevoked: revocation !== null,
    revocation: revocation && { ...revocation, replacementVersion: revocation.replacement?.version ?? null },
    sizeBytes: qcow2 ? Number(qcow2.sizeBytes) : null,
    tests: scoreOf(testRun?.results ?? []),
    stages: stageRail({ ...rest, transitions: events.filter(({ kind }) => kind === "transition") }, new Date()),
    takeovers: events.filter(({ kind }) => kind === "takeover").map(({ message, at }) => ({ message, at })),
    builder: recipe?.builder.replaceAll("_", "-") ?? null,
    recipeHash: recipe?.hash ?? null,
    workerName: worker?.name ?? null,
    virtualSizeBytes: virtualSizeBytes === null ? null : Number(virtualSizeBytes),
    repositories: known.success ? known.data : [],
    testRun,
    files: artifacts.map(({ sizeBytes, signature, ...file }) => ({ ...file, sizeBytes: Number(sizeBytes), signatureName: signature?.fileName ?? null })),
    packageCount,
    packages,
    log,
  };
}

async function searchPackages(buildId: string, { p, packages }: BuildView): Promise<Package[]> {
  // `contains` becomes a LIKE whose signs Prisma leaves as they are.
  const contains = p.replace(/[\\%_]/g, "\\$&");
  return db.buildPackage.findMany({
    where: { buildId, ...(p ? { OR: [{ name: { contains, mode: "insensitive" } }, { source: { contains, mode: "insensitive" } }] } : {}) },
    orderBy: [{ name: "asc" }, { architecture: "asc" }],
    ...(p || packages === "all" ? {} : { take: packagesShown }),
    select: { name: true, version: true, architecture: true, source: true },
  });
}

/** How much of a log a page carries before the reader asks for all, in characters. */
const logShown = 48 * 1024;

/** The end of the log so far, from the beginning of a line; or the whole. */
async function readLogEnd(buildId: string, extent: BuildView["log"]): Promise<LogText> {
  const chunks = await db.$queryRaw<{ sequence: number; text: string; total: number }[]>`
    select sequence, text, total from (
      select sequence, text, sum(length(text)) over (order by sequence desc)::int - length(text) as newer,
        sum(length(text)) over ()::int as total
      from build_log_chunks where build_id = ${buildId}::uuid
    ) chunk
    where ${extent === "all"} or newer < ${logShown}
    order by sequence`;
  const text = chunks.map((chunk) => chunk.text).join("");
  const afterSequence = chunks.at(-1)?.sequence ?? 0;
  if (extent === "all" || text.length <= logShown) return { text, afterSequence, isCut: text.length < (chunks[0]?.total ?? 0) };
  const start = text.length - logShown;
  return { text: text.slice(text.indexOf("\n", start) + 1), afterSequence, isCut: true };
}

/** The next pieces of a log after piece number `sequence`, at most `limit`. */
export async function listLogChunks(buildId: string, sequence: number, limit = 200): Promise<{ sequence: number; text: string }[]> {
  return db.buildLogChunk.findMany({ where: { buildId, sequence: { gt: sequence } }, orderBy: { sequence: "asc" }, take: limit, select: { sequence: true, text: true } });
}

/** The status of a build; null when it is gone. */
export async function readBuildStatus(buildId: string): Promise<BuildStatus | null> {
  const build = await db.build.findUnique({ where: { id: buildId }, select: { status: true } });
  return build?.status ?? null;
}
