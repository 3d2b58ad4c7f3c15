import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { channelSpans } from "./channel-spans.ts";
import { chooseTests } from "./evidence.ts";
import { lineBreaks } from "./log-text.ts";
import { failureLinesSchema, repositoriesSchema, type BuildDetails, type BuildRow, type BuildStatus, type BuildView, type LogText, type Package } from "./schema.ts";
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
  id: true, note: true, failureLines: true, expiresAt: true, builderVersion: true, builderMode: true, virtualSizeBytes: true, repositories: true,
  image: { select: { name: true } },
  recipe: { select: { hash: true, builder: true } },
  worker: { select: { name: true } },
  events: { orderBy: { id: "asc" }, select: { kind: true, fromStatus: true, toStatus: true, at: true, message: true } },
} as const satisfies Prisma.BuildSelect;

const fileSelect = { kind: true, fileName: true, sizeBytes: true, sha256: true, signature: { select: { fileName: true } }, revision: { select: { sizeBytes: true, sha256: true } } } as const satisfies Prisma.ArtifactSelect;

const testRunSelect = {
  attempt: true, accelerator: true, verdict: true, bootSeconds: true, startedAt: true,
  results: { orderBy: { position: "asc" }, select: { checkId: true, title: true, category: true, mandatory: true, verdict: true, reason: true, command: true, output: true, durationMs: true } },
} as const satisfies Prisma.TestRunSelect;

/** How many packages a page shows before the reader asks for all. */
export const packagesShown = 20;

/** The page of a build by its address, in one round of reads; null when there is none. */
export async function readBuildPage(imageName: string, version: string, view: BuildView): Promise<BuildDetails | null> {
  const build = { version, image: { name: imageName } };
  const [row, artifacts, testRun, packages, packageCount, log, promotions, revocations, previousVersion] = await Promise.all([
    db.build.findFirst({ where: build, select: detailsSelect }),
    db.artifact.findMany({ where: { build, kind: { not: "signature" } }, orderBy: [{ kind: "asc" }, { fileName: "asc" }], select: fileSelect }),
    db.testRun.findFirst({ where: { build }, orderBy: { attempt: "desc" }, select: testRunSelect }),
    searchPackages(build, view),
    db.buildPackage.count({ where: { build } }),
    readLogEnd(imageName, version),
    db.promotion.findMany({ where: { image: { name: imageName } }, orderBy: { sequence: "asc" }, select: { at: true, build: { select: { version: true } } } }),
    db.revocation.findMany({ where: { build: { image: { name: imageName } } }, select: { at: true, build: { select: { version: true } } } }),
    findPreviousVersion(imageName, version),
  ]);
  if (!row) return null;
  const { image, recipe, worker, channel, revocation, events, repositories, virtualSizeBytes, failureLines, ...rest } = row;
  const qcow2 = artifacts.find(({ kind }) => kind === "qcow2");
  const known = repositoriesSchema.safeParse(repositories);
  const acts = (rows: { at: Date; build: { version: string } }[]) => rows.map(({ at, build: { version: of } }) => ({ at, version: of }));
  return {
    ...rest,
    image: image.name,
    failureLines: failureLinesSchema.parse(failureLines),
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
    testGroups: chooseTests(testRun?.results ?? [], view),
    channelSpans: channelSpans(version, acts(promotions), acts(revocations)),
    previousVersion,
    files: artifacts.map(({ signature, revision, sizeBytes, sha256, ...file }) => ({ ...file, sizeBytes: Number(revision?.sizeBytes ?? sizeBytes), sha256: revision?.sha256 ?? sha256, signatureName: signature?.fileName ?? null })),
    packageCount,
    packages,
    log,
  };
}

/** The build that was published last before this one was (or before it was asked for). */
async function findPreviousVersion(imageName: string, version: string): Promise<string | null> {
  const [previous] = await db.$queryRaw<{ version: string }[]>`
    select before.version from builds b
    join images i on i.id = b.image_id
    join builds before on before.image_id = i.id and before.published_at < coalesce(b.published_at, b.queued_at)
    where i.name = ${imageName} and b.version = ${version} order by before.published_at desc limit 1`;
  return previous?.version ?? null;
}

async function searchPackages(build: Prisma.BuildWhereInput, { p, packages }: BuildView): Promise<Package[]> {
  // `contains` becomes a LIKE whose signs Prisma leaves as they are.
  const contains = p.replace(/[\\%_]/g, "\\$&");
  return db.buildPackage.findMany({
    where: { build, ...(p ? { OR: [{ name: { contains, mode: "insensitive" } }, { source: { contains, mode: "insensitive" } }] } : {}) },
    orderBy: [{ name: "asc" }, { architecture: "asc" }],
    ...(p || packages === "all" ? {} : { take: packagesShown }),
    select: { name: true, version: true, architecture: true, source: true },
  });
}

/** How much of a log a page carries by itself, in characters. */
const logShown = 48 * 1024;

/** The end of the log so far, from the beginning of a line, with the number of that line. */
async function readLogEnd(imageName: string, version: string): Promise<LogText> {
  const buildId = await findBuildId(imageName, version);
  return buildId ? readLogTail(buildId, logShown) : { text: "", isCut: false, firstLine: 1, afterSequence: 0 };
}

/** The last so many characters of a log, from the beginning of a line, with the number of that line. */
export async function readLogTail(buildId: string, characters = 512 * 1024): Promise<LogText> {
  const chunks = await db.$queryRaw<{ sequence: number; text: string; linesBefore: number }[]>`
    select sequence, text, lines_before::int as "linesBefore" from (
      select sequence, text, sum(length(text)) over newest - length(text) as newer,
        sum(length(text) - length(replace(text, E'\n', ''))) over oldest - (length(text) - length(replace(text, E'\n', ''))) as lines_before
      from build_log_chunks where build_id = ${buildId}::uuid
      window newest as (order by sequence desc), oldest as (order by sequence)
    ) chunk
    where newer < ${characters}
    order by sequence`;
  const text = chunks.map((chunk) => chunk.text).join("");
  const afterSequence = chunks.at(-1)?.sequence ?? 0;
  const linesBefore = chunks[0]?.linesBefore ?? 0;
  if (text.length <= characters) return { text, afterSequence, isCut: linesBefore > 0, firstLine: linesBefore + 1 };
  const start = text.indexOf("\n", text.length - characters) + 1;
  return { text: text.slice(start), afterSequence, isCut: true, firstLine: linesBefore + 1 + lineBreaks(text.slice(0, start)) };
}

/** The whole log up to piece `until`, some pieces at a time. */
export async function* readLogPieces(buildId: string, until: number): AsyncGenerator<string> {
  for (let sequence = 0; ; ) {
    const chunks = (await listLogChunks(buildId, sequence, 16)).filter((chunk) => chunk.sequence <= until);
    const last = chunks.at(-1);
    if (!last) return;
    sequence = last.sequence;
    yield chunks.map(({ text }) => text).join("");
  }
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
