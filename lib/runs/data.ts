import { db } from "#lib/db.ts";
import { arePlannedBuildsHeld } from "#lib/schedule/obstacles/data.ts";
import { runningStages, workerLostAfterMs } from "#lib/builds/rules.ts";

/** A build with all that a worker needs to run it. */
export type RunnableBuild = NonNullable<Awaited<ReturnType<typeof readRun>>>;

const runSelect = {
  id: true,
  version: true,
  status: true,
  attempt: true,
  workerId: true,
  startedAt: true,
  stageStartedAt: true,
  finishedAt: true,
  cancelRequestedAt: true,
  recipeId: true,
  builderVersion: true,
  builderMode: true,
  virtualSizeBytes: true,
  repositories: true,
  recipe: { select: { hash: true, builder: true } },
  image: {
    select: {
      id: true, name: true, recipeName: true, loginUser: true, architecture: true, firmware: true, minDiskGib: true, minRamMib: true, retentionDays: true,
      distribution: { select: { osDistro: true, release: true } },
    },
  },
} as const;

export async function readRun(buildId: string) {
  return db.build.findUnique({ where: { id: buildId }, select: runSelect });
}

/** Queued builds, in the order in which they should run. */
export async function listQueued() {
  const isHeld = await arePlannedBuildsHeld();
  return db.build.findMany({
    where: { status: "queued", ...(isHeld ? { trigger: { not: "nightly" } } : {}) },
    orderBy: [{ priority: "desc" }, { queuedAt: "asc" }],
    select: { id: true, priority: true, image: { select: { firmware: true, architecture: true, recipeName: true } } },
  });
}

/** Running builds whose worker has stopped, or has not been heard of for {@link workerLostAfterMs}. */
export async function listAbandoned() {
  const deadline = new Date(Date.now() - workerLostAfterMs);
  return db.build.findMany({
    where: {
      status: { in: [...runningStages] },
      worker: { OR: [{ stoppedAt: { not: null } }, { heartbeatAt: { lt: deadline } }] },
    },
    select: { id: true, status: true, attempt: true, workerId: true, version: true, image: { select: { name: true } } },
  });
}

/** Those of `buildIds` that people want to end. */
export async function listCancellationsAskedFor(buildIds: string[]): Promise<string[]> {
  const rows = await db.build.findMany({ where: { id: { in: buildIds }, cancelRequestedAt: { not: null } }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** The number of the last piece of a build's log, 0 when it has none. */
export async function lastLogSequence(buildId: string): Promise<number> {
  const { _max } = await db.buildLogChunk.aggregate({ where: { buildId }, _max: { sequence: true } });
  return _max.sequence ?? 0;
}

/** The whole log so far. */
export async function readLog(buildId: string): Promise<string> {
  const chunks = await db.buildLogChunk.findMany({ where: { buildId }, orderBy: { sequence: "asc" }, select: { text: true } });
  return chunks.map(({ text }) => text).join("");
}

/** The packages of a build, by name. */
export async function listPackages(buildId: string) {
  return db.buildPackage.findMany({ where: { buildId }, orderBy: [{ name: "asc" }, { architecture: "asc" }], select: { name: true, version: true, architecture: true, source: true } });
}

/** The newest test run of a build with its results in order. */
export async function readLastTestRun(buildId: string) {
  return db.testRun.findFirst({
    where: { buildId },
    orderBy: { attempt: "desc" },
    select: {
      attempt: true, accelerator: true, verdict: true, bootSeconds: true, startedAt: true, finishedAt: true,
      results: { orderBy: { position: "asc" }, select: { checkId: true, title: true, category: true, mandatory: true, verdict: true, reason: true, command: true, output: true, durationMs: true } },
    },
  });
}

/** The recorded files of a build. */
export async function listArtifacts(buildId: string) {
  return db.artifact.findMany({ where: { buildId }, orderBy: { fileName: "asc" }, select: { fileName: true, kind: true, storageKey: true, sizeBytes: true } });
}
