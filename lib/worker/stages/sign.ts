import { z } from "zod";
import type { Repository } from "#lib/builders/types.ts";
import { recordArtifacts } from "#lib/publication/mutations.ts";
import { prepareFiles } from "#lib/publishing/stage-files.ts";
import { listPackages, readLastTestRun, readLog } from "#lib/runs/data.ts";
import { verifyWithGpg } from "#lib/signing/gpg-check.ts";
import { StageFailure, type StageRun } from "../stage-run.ts";
import { localFile } from "./local-file.ts";

const repositoriesSchema: z.ZodType<Repository[]> = z.array(z.object({ uri: z.string(), suite: z.string(), components: z.array(z.string()), date: z.string(), releaseSha256: z.string() }));

/** Makes all files of the build, has them signed, has gpg verify each signature, and records them, still invisible. */
export async function signFiles(run: StageRun): Promise<void> {
  const { build, storage, signer, signal, workDir } = run;
  const [packages, testRun, log] = await Promise.all([listPackages(build.id), readLastTestRun(build.id), readLog(build.id)]);
  if (!testRun?.finishedAt || testRun.verdict !== "passed") throw new StageFailure("There is no passed test run to sign for.");
  if (!build.recipe || !build.startedAt) throw new StageFailure("The build has no recorded recipe; it must run again.");
  const { artifacts, provenance, signingKeyFingerprint } = await prepareFiles({
    storage,
    signer,
    signal,
    verifySignature: verifyWithGpg,
    localFile: (key) => localFile(storage, key, workDir, signal),
    publisher: { url: run.publicUrl, name: "imagefactory", version: run.productVersion },
    log,
    build: {
      buildId: build.id,
      image: build.image.name,
      version: build.version,
      architecture: build.image.architecture,
      distribution: { id: build.image.distribution.osDistro, release: build.image.distribution.release },
      builder: { name: "diskimage-builder", version: build.builderVersion ?? "", mode: build.builderMode ?? "" },
      recipe: { name: build.image.recipeName ?? "", hash: build.recipe.hash },
      repositories: repositoriesSchema.parse(build.repositories),
      packages,
      startedAt: build.startedAt,
      finishedAt: testRun.finishedAt,
    },
    tests: {
      accelerator: testRun.accelerator === "kvm" ? "kvm" : "tcg",
      bootSeconds: testRun.bootSeconds ?? 0,
      verdict: "passed",
      startedAt: testRun.startedAt,
      results: testRun.results.map((result) => ({ ...result })),
    },
  });
  await recordArtifacts(run.lease, artifacts, provenance);
  const signatures = artifacts.filter(({ kind }) => kind === "signature").length;
  run.line(`${artifacts.length} files, ${signatures} of them signatures by ${signingKeyFingerprint}, each verified with gpg`);
}
