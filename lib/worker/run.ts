import { rm } from "node:fs/promises";
import { cleanUpAfterCrash } from "#lib/builders/cleanup.ts";
import { readLogTail } from "#lib/builds/data.ts";
import { failureLines } from "#lib/builds/failure-lines.ts";
import { isResumable, isRunning, runningStages, stageTimeoutMs, type RunningStage } from "#lib/builds/rules.ts";
import { messageOf } from "#lib/errors.ts";
import type { Logger } from "#lib/log.ts";
import { readRun } from "#lib/runs/data.ts";
import { LeaseLost, type Lease } from "#lib/runs/lease.ts";
import { endBuild, enterStage } from "#lib/runs/mutations.ts";
import { StageFailure, type StageRun, type Workshop } from "./stage-run.ts";
import { openLog, type LogWriter } from "./log-writer.ts";
import { buildImage } from "./stages/build.ts";
import { publishFiles } from "./stages/publish.ts";
import { signFiles } from "./stages/sign.ts";
import { testImage } from "./stages/test.ts";

/** Why a run is ended from outside. */
export type StopReason = "cancelled" | "lease-lost" | "shutdown";

const stageWork: Record<RunningStage, (run: StageRun) => Promise<void>> = { building: buildImage, testing: testImage, signing: signFiles, publishing: publishFiles };

/**
 * Runs a held build from its present stage to its end. Every stage leaves its results in storage and database, so that
 * whoever takes the build over begins with the stage in which it was lost. Resolves in every case; the outcome is in the
 * database. `stop` ends the run: cancelled for good, or left for the next worker.
 */
export async function runBuild(workshop: Workshop, lease: Lease, stop: AbortSignal): Promise<void> {
  const workDir = workshop.workDirOf(lease.buildId);
  const logger = workshop.log.child({ build: lease.buildId });
  let writer: LogWriter | undefined;
  let stage: RunningStage = "building";
  try {
    writer = await openLog(lease);
    const { line, written } = writer;
    for (;;) {
      const build = await readRun(lease.buildId);
      if (!build || !isRunning(build.status)) return;
      stage = build.status;
      const timeoutMs = stageTimeoutMs[stage];
      line(`=== ${stage} (attempt ${lease.attempt})`);
      await cleanUpAfterCrash(workDir);
      const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]);
      await stageWork[stage]({ ...workshop, build, lease, signal, timeoutMs, workDir, line, written });
      if (stop.aborted) throw stop.reason;
      const next = runningStages[runningStages.indexOf(stage) + 1];
      if (!next) return;
      await enterStage(lease, stage, next);
    }
  } catch (error) {
    await settle(workshop, lease, stage, stop, error, writer, logger);
  } finally {
    await writer?.close().catch((error: unknown) => logger.warn({ error: messageOf(error) }, "log incomplete"));
    await cleanUpAfterCrash(workDir);
    await rm(workDir, { recursive: true, force: true });
  }
}

async function settle(workshop: Workshop, lease: Lease, stage: RunningStage, stop: AbortSignal, error: unknown, writer: LogWriter | undefined, logger: Logger): Promise<void> {
  if (error instanceof LeaseLost || stop.reason === "lease-lost") return void logger.warn("the build is held by another worker now");
  if (stop.reason === "shutdown") {
    writer?.line("=== the worker is shutting down; another one takes over");
    return;
  }
  const reason = error instanceof Error && error.name === "TimeoutError" ? `The stage "${stage}" took longer than ${stageTimeoutMs[stage] / 60_000} minutes.` : messageOf(error);
  const isCancelled = stop.reason === "cancelled";
  writer?.line(isCancelled ? "=== cancelled on request" : `=== failed: ${reason}`);
  await writer?.close().catch(() => undefined);
  if (!isCancelled && !(error instanceof StageFailure)) logger.error({ error }, "a stage failed");
  try {
    const lines = isCancelled ? [] : await readLogTail(lease.buildId).then(({ text, firstLine }) => failureLines(text, firstLine));
    await endBuild(lease, workshop.actor, isCancelled ? { status: "cancelled", stage } : { status: "failed", stage, reason, lines });
    // Its log and its evidence stay in the database. Its files go, unless it may go on with them: then the retention has them.
    if (isCancelled || !isResumable(stage)) await workshop.storage.removePrefix(`builds/${lease.buildId}`);
  } catch (endError) {
    logger.error({ error: messageOf(endError) }, "the build could not be ended; a worker will take it over");
  }
}
