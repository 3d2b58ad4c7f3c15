import type { Readable } from "node:stream";
import type { Actor } from "#lib/auth/actor.ts";
import { messageOf } from "#lib/errors.ts";
import type { GlanceError } from "#lib/glance/errors.ts";
import type { Glance, GlanceImage } from "#lib/glance/types.ts";
import type { Logger } from "#lib/log.ts";
import { recordSwapBegun, recordSwapOver } from "./looks/mutations.ts";
import { recordRemoved, recordUploading, renewId } from "./mutations.ts";
import { newSettings } from "./plan.ts";
import { compareBytes, lookSeconds } from "./rules.ts";
import type { CloudPolicy, Step, StepFailure, Target } from "./schema.ts";

/** What a reconciliation works with: one cloud, and where the signed bytes come from. */
export type Reconciler = {
  actor: Actor;
  policy: CloudPolicy;
  glance: Glance;
  publicUrl: string;
  openBytes: (storageKey: string) => Promise<Readable>;
  log: Logger;
  signal: AbortSignal;
  /** After so many milliseconds nothing further is uploaded before another look. */
  uploadsMs?: number;
};

const usualUploadsMs = lookSeconds * 1_000;

export type StepsRun = {
  done: number;
  failures: StepFailure[];
  /** How long two images shared `_latest`, for each swap that was made, in milliseconds. */
  windowsMs: number[];
  /** The plan has to be made anew, because an image got a new id or changed meanwhile. */
  needsNewPlan: boolean;
  /** Steps were left out because an upload took long. */
  isCut: boolean;
};

/**
 * Carries out a plan, step by step, and keeps `images` as the cloud says they are. A line in which a step fails is left as it
 * is; the others go on, unless the whole cloud is out of reach. Between the two halves of a swap nothing else is done, and
 * whoever is asked to end does the second half first.
 */
export async function runSteps(reconciler: Reconciler, steps: Step[], images: Map<string, GlanceImage>): Promise<StepsRun> {
  const { policy, log, signal, uploadsMs = usualUploadsMs } = reconciler;
  const run: StepsRun = { done: 0, failures: [], windowsMs: [], needsNewPlan: false, isCut: false };
  const startedAt = performance.now();
  const failed = new Set<string>();
  let opened: { at: number; by: Step } | null = null;
  const tell = (step: Step) => log.info({ cloud: policy.name, line: step.line, step: step.kind, why: step.why }, "cloud changed");
  for (const [at, step] of steps.entries()) {
    if (failed.has(step.line)) continue;
    const swap = step.kind === "change" ? step.swap : undefined;
    if (swap !== "closes") opened = null;
    if (signal.aborted && opened === null) break;
    try {
      // Written before the window opens, so that one which a crash leaves open is known whatever happens next.
      if (swap === "opens") await recordSwapBegun(policy.name, step.line, new Date());
      if (await perform(reconciler, step, images)) run.needsNewPlan = true;
      run.done += 1;
      if (swap === "opens") {
        opened = { at: performance.now(), by: step };
        continue;
      }
      if (swap === "closes" && opened !== null && !closes(steps[at + 1], step.line)) {
        run.windowsMs.push(performance.now() - opened.at);
        await recordSwapOver(policy.name, step.line);
        tell(opened.by);
      }
      tell(step);
      if (step.kind === "fill" && at + 1 < steps.length && performance.now() - startedAt > uploadsMs) {
        run.isCut = true;
        break;
      }
    } catch (error) {
      const failure = failureOf(error, step.line, "target" in step ? step.target.glanceId : step.glanceId);
      log.warn({ cloud: policy.name, step: step.kind, ...failure }, "a step failed");
      run.failures.push(failure);
      failed.add(step.line);
      // The image is not as it was seen; a look at it tells what to do.
      if (failure.code === "conflict" || failure.code === "not-found") run.needsNewPlan = true;
      if (isGlanceError(error) && error.concernsWholeCloud) break;
    }
  }
  return run;
}

const closes = (step: Step | undefined, line: string) => step?.kind === "change" && step.swap === "closes" && step.line === line;

/** True when what follows has to be planned anew. */
async function perform(reconciler: Reconciler, step: Step, images: Map<string, GlanceImage>): Promise<boolean> {
  const { glance, policy, actor } = reconciler;
  switch (step.kind) {
    case "create":
      try {
        await glance.create(step.target.glanceId, newSettings(step.target));
      } catch (error) {
        if (!isGlanceError(error) || error.code !== "conflict") throw error;
        // Somebody made and removed an image with this id; it is never given again.
        await renewId(actor, policy.name, step.target, "its id was used up");
        throw error;
      }
      return false;
    case "fill":
      images.set(step.target.glanceId, await fill(reconciler, step.target));
      return false;
    case "discard":
      await glance.remove(step.target.glanceId);
      images.delete(step.target.glanceId);
      await renewId(actor, policy.name, step.target, step.why);
      return true;
    case "reactivate": {
      await glance.reactivate(step.glanceId);
      const image = await glance.show(step.glanceId);
      if (image) images.set(step.glanceId, image);
      return false;
    }
    case "change":
      images.set(step.glanceId, await glance.change(step.glanceId, step.changes, { evenWhenEnding: step.swap !== undefined }));
      return false;
    case "remove":
      await glance.remove(step.glanceId);
      images.delete(step.glanceId);
      await recordRemoved([step.registrationId], new Date());
      return false;
  }
}

async function fill({ glance, policy, openBytes, log }: Reconciler, target: Target): Promise<GlanceImage> {
  const { glanceId, bytes, fetchUrl, datedName } = target;
  await recordUploading(target.registrationId);
  const isImported = policy.upload === "web-download" && (await tryImport(glance, glanceId, fetchUrl, log));
  if (!isImported) await glance.upload(glanceId, bytes.sizeBytes, () => openBytes(bytes.storageKey));
  const image = await glance.show(glanceId);
  if (image?.status !== "active") throw new StepError("unexpected-answer", `${datedName}: the cloud took the bytes, but the image is ${image?.status ?? "gone"}.`);
  if (compareBytes(image, bytes) === "different") throw new StepError("wrong-bytes", `${datedName}: the cloud holds other bytes than those that were signed; the image is never shown and is made anew.`);
  return image;
}

/** False when the cloud offers no import, does not allow it, or could not fetch the file: then the bytes are streamed. */
async function tryImport(glance: Glance, glanceId: string, url: string, log: Logger): Promise<boolean> {
  try {
    return await glance.importFrom(glanceId, url);
  } catch (error) {
    if (!isGlanceError(error) || !["import-failed", "refused", "forbidden"].includes(error.code)) throw error;
    log.warn({ error: error.message }, "the cloud could not fetch an image by itself; it is streamed");
    return false;
  }
}

class StepError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

// Known by name: this room knows the adapter by type only.
function isGlanceError(error: unknown): error is GlanceError {
  return error instanceof Error && error.name === "GlanceError";
}

/** What went wrong as the database and the pages keep it. */
export function failureOf(error: unknown, line: string | null, glanceId: string | null = null): StepFailure {
  const code = isGlanceError(error) || error instanceof StepError ? error.code : "internal";
  return { line: isGlanceError(error) && error.concernsWholeCloud ? null : line, glanceId, code, message: messageOf(error) };
}
