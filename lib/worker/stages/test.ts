import { mkdir } from "node:fs/promises";
import { runBootTest } from "#lib/boot-test/run.ts";
import { fileOf, storageFolderOf } from "#lib/publishing/file-names.ts";
import { recordTestRun } from "#lib/runs/mutations.ts";
import { StageFailure, type StageRun } from "../stage-run.ts";
import { localFile } from "./local-file.ts";

/** Boots the image and records every check with its evidence; a failed mandatory check fails the build. */
export async function testImage(run: StageRun): Promise<void> {
  const { build, storage, workDir } = run;
  await mkdir(workDir, { recursive: true });
  const startedAt = new Date();
  const key = `${storageFolderOf(build.id)}/${fileOf("qcow2", build.image.name, build.version).fileName}`;
  const report = await runBootTest({
    qcow2Path: await localFile(storage, key, workDir, run.signal),
    workDir,
    loginUser: build.image.loginUser,
    minDiskGib: build.image.minDiskGib,
    signal: run.signal,
    timeoutMs: run.timeoutMs,
    onLine: run.line,
  });
  run.signal.throwIfAborted();
  await recordTestRun(run.lease, { ...report, startedAt });
  const failed = report.results.filter(({ mandatory, verdict }) => mandatory && verdict !== "passed");
  run.line(`${report.results.length - failed.length} of ${report.results.length} checks passed (${report.accelerator}, up after ${Math.round(report.bootSeconds)} s)`);
  if (report.verdict === "failed" || failed.length > 0) {
    const first = failed[0];
    throw new StageFailure(`${failed.length} mandatory ${failed.length === 1 ? "check" : "checks"} failed${first ? `: ${first.title}: ${first.reason}` : ""}`);
  }
}
