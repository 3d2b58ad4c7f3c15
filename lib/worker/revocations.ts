import { buffer } from "node:stream/consumers";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createHash } from "node:crypto";
import { messageOf } from "#lib/errors.ts";
import { reviseFiles } from "#lib/publishing/revised-files.ts";
import { listUnrevised } from "#lib/revocations/files/data.ts";
import { recordRevisions } from "#lib/revocations/files/mutations.ts";
import type { UnrevisedBuild } from "#lib/revocations/files/schema.ts";
import { verifyWithGpg } from "#lib/signing/gpg-check.ts";
import { readPieceList } from "#lib/signing/verify/metalink.ts";
import { localFile } from "./stages/local-file.ts";
import type { Workshop } from "./stage-run.ts";

const roundMs = 10_000;
const roundsBeforeRetry = 60;

export type Reviser = Pick<Workshop, "actor" | "log" | "storage" | "signer" | "publicUrl" | "productVersion" | "workDirOf">;

/**
 * Makes the Metalinks of revoked builds say that they are revoked; the number of builds of which that is true now. What fails
 * is put into `failed`, and what is in there is passed over. Any number of workers may do this at once.
 */
export async function reviseRevoked(reviser: Reviser, signal: AbortSignal, failed = new Set<string>()): Promise<number> {
  let revised = 0;
  for (const build of await listUnrevised({ except: [...failed] })) {
    if (signal.aborted) break;
    try {
      if (await revise(reviser, build, signal)) revised += 1;
    } catch (error) {
      reviser.log.warn({ build: build.buildId, error: messageOf(error) }, "the Metalink of a revoked build does not say so yet, trying again later");
      failed.add(build.buildId);
    }
  }
  return revised;
}

async function revise({ actor, log, storage, signer, publicUrl, productVersion, workDirOf }: Reviser, build: UnrevisedBuild, signal: AbortSignal): Promise<boolean> {
  const { buildId, image, version, qcow2, metalink, listed } = build;
  const document = await buffer(await storage.openRead(metalink.storageKey));
  if (createHash("sha256").update(document).digest("hex") !== metalink.sha256) throw new Error(`${metalink.storageKey} is not what was published`);
  const { pieceBytes, pieces, signature, sizeBytes } = readPieceList(document);
  if (signature === null || sizeBytes !== qcow2.sizeBytes) throw new Error(`${metalink.storageKey} does not fit its image`);
  const published = /<published>([^<]+)<\/published>/.exec(document.toString("utf8"))?.[1];
  const { replacementVersion, ...told } = build.revocation;
  const revision = await reviseFiles(
    {
      build: { buildId, image, version, finishedAt: new Date(published ?? Number.NaN) },
      qcow2: { ...qcow2, pieceBytes, pieces },
      signature,
      revocation: { ...told, replacement: replacementVersion === null ? null : { version: replacementVersion, url: `${publicUrl}/download/${image}/${replacementVersion}/` }, pageUrl: `${publicUrl}/images/${image}/${version}` },
      listed,
    },
    { url: publicUrl, name: "imagefactory", version: productVersion },
    { storage, signer, verifySignature: verifyWithGpg, localFile: (key) => localFile(storage, key, join(workDirOf(buildId), "revision"), signal), signal },
  );
  const isFirst = await recordRevisions(actor, buildId, revision);
  if (isFirst) log.info({ build: buildId, image, version }, "the Metalink says that the build is revoked");
  return isFirst;
}

/** Looks every ten seconds for revoked builds whose Metalink does not say so, until `signal` aborts; tries every ten minutes what failed. */
export async function keepRevocations(reviser: Reviser, signal: AbortSignal): Promise<void> {
  const failed = new Set<string>();
  for (let round = 1; !signal.aborted; round += 1) {
    if (round % roundsBeforeRetry === 0) failed.clear();
    await reviseRevoked(reviser, signal, failed).catch((error: unknown) => reviser.log.warn({ error: messageOf(error) }, "revoked builds could not be looked for, trying again"));
    await sleep(roundMs, undefined, { signal }).catch(() => undefined);
  }
}
