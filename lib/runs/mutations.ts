import type { Actor } from "#lib/auth/actor.ts";
import { recordAudit } from "#lib/audit/mutations.ts";
import { isResumable, keptAfterFailureDays, maxAttempts, workerLostAfterMs, type RunningStage } from "#lib/builds/rules.ts";
import type { FailureLine } from "#lib/builds/schema.ts";
import { db } from "#lib/db.ts";
import { arePlannedBuildsHeld } from "#lib/schedule/obstacles/data.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { holdLease, LeaseLost, type Lease } from "./lease.ts";

/** Takes a queued build, at its beginning or in the stage that it resumes; null when another worker, or a cancellation, was faster, or when it must wait: see {@link arePlannedBuildsHeld}. */
export async function claimBuild(buildId: string, workerId: string): Promise<Lease | null> {
  return db.$transaction(async (tx) => {
    const now = new Date();
    const isHeld = await arePlannedBuildsHeld(tx, now);
    const [queued] = await tx.$queryRaw<{ stage: RunningStage; attempt: number }[]>`
      select coalesce(resume_stage, 'building') as stage, attempt + 1 as attempt from builds
      where id = ${buildId}::uuid and status = 'queued' and not (${isHeld} and trigger = 'nightly') for update`;
    if (!queued) return null;
    const { stage, attempt } = queued;
    await tx.build.update({
      where: { id: buildId },
      data: { status: stage, resumeStage: null, workerId, attempt, stageStartedAt: now, ...(stage === "building" ? { startedAt: now } : {}) },
    });
    await tx.buildEvent.create({ data: { buildId, kind: "transition", fromStatus: "queued", toStatus: stage, message: "Claimed by a worker", workerId } });
    return { buildId, workerId, attempt };
  });
}

/**
 * Takes over a running build of a lost worker, in the stage in which it was lost. Null when somebody else did, when its
 * worker is back, or when it was lost too often: then it fails, with that as the reason.
 */
export async function takeOverBuild(buildId: string, workerId: string, actor: Actor): Promise<Lease | null> {
  return db.$transaction(async (tx) => {
    const deadline = new Date(Date.now() - workerLostAfterMs);
    const [lost] = await tx.$queryRaw<{ status: RunningStage; attempt: number; name: string }[]>`
      select builds.status, builds.attempt, workers.name from builds join workers on workers.id = builds.worker_id
      where builds.id = ${buildId}::uuid and builds.status in ('building', 'testing', 'signing', 'publishing')
        and (workers.stopped_at is not null or workers.heartbeat_at < ${deadline})
      for update of builds`;
    if (!lost) return null;
    if (lost.attempt >= maxAttempts) {
      const reason = `Its worker was lost ${lost.attempt} times, the last time in the stage "${lost.status}" (worker ${lost.name}).`;
      await tx.build.update({ where: { id: buildId }, data: { status: "failed", failedStage: lost.status, failureReason: reason, finishedAt: new Date(), keptUntil: keptUntil(lost.status) } });
      await tx.buildEvent.create({ data: { buildId, kind: "transition", fromStatus: lost.status, toStatus: "failed", message: reason, workerId } });
      await recordAudit(tx, actor, { action: "build.fail", objectKind: "build", objectId: buildId, after: { reason } });
      return null;
    }
    const attempt = lost.attempt + 1;
    await tx.build.update({ where: { id: buildId }, data: { workerId, attempt, stageStartedAt: new Date() } });
    await tx.buildEvent.create({
      data: { buildId, kind: "takeover", message: `Worker ${lost.name} was lost in the stage "${lost.status}"; taken over for attempt ${attempt}`, workerId },
    });
    return { buildId, workerId, attempt };
  });
}

/** Moves a held build on to the next stage. */
export async function enterStage(lease: Lease, from: RunningStage, to: RunningStage): Promise<void> {
  await db.$transaction(async (tx) => {
    await holdLease(tx, lease);
    await tx.build.update({ where: { id: lease.buildId }, data: { status: to, stageStartedAt: new Date() } });
    await tx.buildEvent.create({ data: { buildId: lease.buildId, kind: "transition", fromStatus: from, toStatus: to, message: `Entered ${to}`, workerId: lease.workerId } });
  });
}

export type Ending = { status: "failed"; stage: RunningStage; reason: string; lines?: FailureLine[] } | { status: "cancelled"; stage: RunningStage };

/** Ends a held build without publishing it. */
export async function endBuild(lease: Lease, actor: Actor, ending: Ending): Promise<void> {
  await db.$transaction(async (tx) => {
    await holdLease(tx, lease);
    const reason = ending.status === "failed" ? ending.reason : "Cancelled on request";
    await tx.build.update({
      where: { id: lease.buildId },
      data: { status: ending.status, finishedAt: new Date(), ...(ending.status === "failed" ? { failedStage: ending.stage, failureReason: reason, failureLines: ending.lines ?? [], keptUntil: keptUntil(ending.stage) } : {}) },
    });
    await tx.buildEvent.create({ data: { buildId: lease.buildId, kind: "transition", fromStatus: ending.stage, toStatus: ending.status, message: reason, workerId: lease.workerId } });
    await recordAudit(tx, actor, { action: `build.${ending.status === "failed" ? "fail" : "cancelled"}`, objectKind: "build", objectId: lease.buildId, after: { stage: ending.stage, reason } });
  });
}

/** Until when the files of a build that fails now in this stage are kept, so that it can go on there; null where it cannot. */
function keptUntil(stage: RunningStage): Date | null {
  return isResumable(stage) ? new Date(Date.now() + keptAfterFailureDays * 86_400_000) : null;
}

/** Appends to the log of a held build. The log of a build that has ended stays as it was read. */
export async function appendLog(lease: Lease, sequence: number, text: string): Promise<void> {
  const appended = await db.$executeRaw`
    insert into build_log_chunks (build_id, sequence, text)
    select id, ${sequence}, ${text} from builds
    where id = ${lease.buildId}::uuid and worker_id = ${lease.workerId}::uuid and attempt = ${lease.attempt}
      and status in ('building', 'testing', 'signing', 'publishing')
    for share`;
  if (appended === 0) throw new LeaseLost(lease);
}

export type BuiltFacts = {
  builder: "diskimage_builder" | "kiwi";
  recipeHash: string;
  recipeInputs: { path: string; sha256: string }[];
  builderVersion: string;
  builderMode: string;
  virtualSizeBytes: number;
  repositories: Prisma.InputJsonValue;
  packages: { name: string; version: string; architecture: string; source: string }[];
};

/** Records what a builder made: recipe state, versions, repositories, packages. Written again whole by a second attempt. */
export async function recordBuilt(lease: Lease, imageId: string, facts: BuiltFacts): Promise<void> {
  const { buildId } = lease;
  await db.$transaction(async (tx) => {
    await holdLease(tx, lease);
    const recipe = await tx.recipe.upsert({
      where: { imageId_hash: { imageId, hash: facts.recipeHash } },
      create: { imageId, hash: facts.recipeHash, builder: facts.builder, inputs: facts.recipeInputs },
      update: {},
      select: { id: true },
    });
    await tx.build.update({
      where: { id: buildId },
      data: {
        recipeId: recipe.id,
        builderVersion: facts.builderVersion,
        builderMode: facts.builderMode,
        virtualSizeBytes: facts.virtualSizeBytes,
        repositories: facts.repositories,
      },
    });
    await tx.buildPackage.deleteMany({ where: { buildId } });
    await tx.buildPackage.createMany({ data: facts.packages.map((entry) => ({ buildId, ...entry })) });
  });
}

export type TestReport = {
  accelerator: string;
  bootSeconds: number;
  verdict: "passed" | "failed";
  startedAt: Date;
  results: { checkId: string; title: string; category: string; mandatory: boolean; verdict: "passed" | "failed" | "warning"; reason: string; command: string; output: string; durationMs: number }[];
};

/** Records a boot with all its checks as the test run of this attempt. */
export async function recordTestRun(lease: Lease, report: TestReport): Promise<void> {
  const { buildId, attempt } = lease;
  await db.$transaction(async (tx) => {
    await holdLease(tx, lease);
    await tx.testRun.create({
      data: {
        buildId,
        attempt,
        accelerator: report.accelerator,
        bootSeconds: report.bootSeconds,
        verdict: report.verdict,
        startedAt: report.startedAt,
        finishedAt: new Date(),
        results: { create: report.results.map((result, position) => ({ ...result, position })) },
      },
    });
    await tx.build.update({ where: { id: buildId }, data: { testsPassed: report.verdict === "passed" } });
  });
}
