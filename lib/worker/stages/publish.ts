import { listArtifacts } from "#lib/runs/data.ts";
import { publish } from "#lib/publication/mutations.ts";
import { StageFailure, type StageRun } from "../stage-run.ts";

/** Looks once more that every file stands whole in storage, then makes the build visible in one transaction. */
export async function publishFiles(run: StageRun): Promise<void> {
  for (const { fileName, storageKey, sizeBytes } of await listArtifacts(run.build.id)) {
    const stored = await run.storage.stat(storageKey);
    if (!stored || BigInt(stored.sizeBytes) !== sizeBytes) {
      throw new StageFailure(`${fileName} should stand in storage with ${sizeBytes} bytes, but ${stored ? `has ${stored.sizeBytes}` : "is not there"}.`);
    }
  }
  run.signal.throwIfAborted();
  // Whoever follows the log goes when the build is published: the last line has to stand there before.
  run.line("every file stands whole in storage; the build becomes visible now");
  await run.written();
  await publish(run.lease, run.actor, run.build.image);
}
