import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { diskimageBuilder } from "#lib/builders/diskimage-builder.ts";
import { fileOf, storageFolderOf } from "#lib/publishing/file-names.ts";
import { writeConfigTarball } from "#lib/recipes/config-tarball.ts";
import { loadRecipe } from "#lib/recipes/load.ts";
import { recordBuilt } from "#lib/runs/mutations.ts";
import { StageFailure, type StageRun } from "../stage-run.ts";

/** Builds the image with its recipe's builder; leaves image and configuration tarball in storage, invisible. */
export async function buildImage(run: StageRun): Promise<void> {
  const { build, storage, workDir } = run;
  const { name, recipeName, id: imageId } = build.image;
  if (!recipeName) throw new StageFailure(`${name} has no recipe.`);
  const loaded = await loadRecipe(recipeName);
  if (loaded.recipe.builder !== "diskimage-builder") throw new StageFailure(`The builder "${loaded.recipe.builder}" of recipe ${recipeName} is not available on this worker.`);
  await mkdir(workDir, { recursive: true });
  run.line(`recipe ${recipeName}, inputs sha256:${loaded.hash}`);
  const output = await diskimageBuilder.build({
    loaded,
    workDir,
    cacheDir: run.cacheDir,
    ...(run.mirror ? { mirror: run.mirror } : {}),
    ...(run.securityMirror ? { securityMirror: run.securityMirror } : {}),
    signal: run.signal,
    timeoutMs: run.timeoutMs,
    onLine: run.line,
  });
  const folder = storageFolderOf(build.id);
  const tarball = join(workDir, "config.tar.gz");
  await writeConfigTarball(loaded, tarball);
  await storage.putFile(`${folder}/${fileOf("config", name, build.version).fileName}`, tarball);
  await storage.putFile(`${folder}/${fileOf("qcow2", name, build.version).fileName}`, output.qcow2Path);
  await recordBuilt(run.lease, imageId, {
    builder: "diskimage_builder",
    recipeHash: loaded.hash,
    recipeInputs: loaded.inputs,
    builderVersion: output.builderVersion,
    builderMode: output.mode,
    virtualSizeBytes: output.virtualSizeBytes,
    repositories: output.repositories,
    packages: output.packages,
  });
  run.line(`built with diskimage-builder ${output.builderVersion}: ${output.packages.length} packages`);
}
