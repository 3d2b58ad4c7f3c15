import { recordAudit } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { findPromotable, lockImage, meanwhile, readChannels } from "#lib/channels/locked.ts";
import { promoteWithin } from "#lib/channels/mutations.ts";
import { isSecondReleaserNeeded } from "#lib/channels/requests/second.ts";
import { promotionRefusalText, refusalOf, type PromotionRefusal } from "#lib/channels/rules.ts";
import { db, type Transaction } from "#lib/db.ts";
import type { Failure, Outcome } from "#lib/errors.ts";
import { percentOf, rolloutRefusalText, runningMs, type RolloutRefusal } from "./rules.ts";
import type { AbortRollout, StartRollout } from "./schema.ts";

export type StartFailure = RolloutRefusal | PromotionRefusal | "image-unknown" | "build-unknown" | "conflict";
export type RolloutFailure = "rollout-unknown" | "not-running" | "not-paused";

/**
 * Begins to offer a build to a growing share of the clients that ask by name. `latest` stays what it is, for everybody else and
 * everywhere else, until the share is 100 percent and the worker promotes the build.
 */
export async function startRollout(actor: Actor, request: StartRollout, now = new Date()): Promise<Outcome<{ rolloutId: string }, StartFailure>> {
  const { imageName, version, startPercent, hours, reason, expectedLatestVersion } = request;
  return db.$transaction(async (tx) => {
    const image = await lockImage(tx, { name: imageName });
    if (!image) return { ok: false, code: "image-unknown", message: `There is no image ${imageName}.` };
    const build = await findPromotable(tx, { imageId: image.id, version });
    const title = `${imageName} ${version}`;
    if (!build) return { ok: false, code: "build-unknown", message: `There is no build ${title}.` };
    const latest = (await readChannels(tx, image.id, build.id)).find(({ name }) => name === "latest");
    if (expectedLatestVersion !== undefined && expectedLatestVersion !== latest?.version) return { ok: false, code: "conflict", message: await meanwhile(tx, image, latest?.version ?? null) };
    const refusal = refusalOf(build, latest?.buildId ?? null);
    if (refusal) return { ok: false, code: refusal, message: `${title} cannot be rolled out. ${promotionRefusalText[refusal]}` };
    const obstacle = await findRolloutRefusal(tx, image.id, build.publishedAt, latest?.buildId ?? null);
    if (obstacle || !latest) return { ok: false, code: obstacle ?? "no-latest", message: `${title} cannot be rolled out. ${rolloutRefusalText[obstacle ?? "no-latest"]}` };
    const { id: rolloutId } = await tx.rollout.create({
      data: {
        imageId: image.id, buildId: build.id, baselineBuildId: latest.buildId, startPercent, hours, reason: reason ?? null, runningSince: now, startedAt: now,
        actorKind: actor.kind, actorId: actor.id, actorName: actor.name,
      },
      select: { id: true },
    });
    await recordAudit(tx, actor, { action: "rollout.start", objectKind: "image", objectId: image.id, before: { latest: latest.version }, after: { image: imageName, version, startPercent, hours, reason: reason ?? null, rolloutId } });
    return { ok: true, value: { rolloutId } };
  });
}

async function findRolloutRefusal(tx: Transaction, imageId: string, publishedAt: Date | null, latestBuildId: string | null): Promise<RolloutRefusal | null> {
  if (!latestBuildId) return "no-latest";
  if (await isSecondReleaserNeeded(tx)) return "second-releaser-needed";
  if ((await tx.rollout.count({ where: { imageId, state: { in: ["running", "paused"] } } })) > 0) return "rollout-open";
  const latest = await tx.build.findUniqueOrThrow({ where: { id: latestBuildId }, select: { publishedAt: true } });
  return publishedAt && latest.publishedAt && publishedAt > latest.publishedAt ? null : "not-newer";
}

/** Stops the share where it is: who was reached keeps the build, nobody else gets it. */
export async function pauseRollout(actor: Actor, { rolloutId }: { rolloutId: string }, now = new Date()): Promise<Outcome<null, RolloutFailure>> {
  return change(actor, rolloutId, "rollout.pause", async (tx, rollout) => {
    if (rollout.state !== "running") return { ok: false, code: "not-running", message: "This rollout is not running now." };
    await tx.rollout.update({ where: { id: rolloutId }, data: { state: "paused", runningSince: null, elapsedMs: runningMs(rollout, now) } });
    return null;
  }, now);
}

/** Lets the share grow on from where it was paused. */
export async function resumeRollout(actor: Actor, { rolloutId }: { rolloutId: string }, now = new Date()): Promise<Outcome<null, RolloutFailure>> {
  return change(actor, rolloutId, "rollout.resume", async (tx, rollout) => {
    if (rollout.state !== "paused") return { ok: false, code: "not-paused", message: "This rollout is not paused now." };
    await tx.rollout.update({ where: { id: rolloutId }, data: { state: "running", runningSince: now } });
    return null;
  }, now);
}

/** Ends a rollout without a promotion: from now on latest is for every client what it has been for all others. */
export async function abortRollout(actor: Actor, { rolloutId, reason }: AbortRollout, now = new Date()): Promise<Outcome<null, RolloutFailure>> {
  return change(actor, rolloutId, "rollout.abort", async (tx, rollout) => {
    await tx.rollout.update({
      where: { id: rolloutId },
      data: { state: "aborted", runningSince: null, elapsedMs: runningMs(rollout, now), endedAt: now, endedByName: actor.name, endReason: reason },
    });
    return null;
  }, now, reason);
}

type OpenRollout = { imageId: string; state: string; startPercent: number; hours: number; elapsedMs: number; runningSince: Date | null; image: { name: string }; build: { version: string } };
type Step = (tx: Transaction, rollout: OpenRollout) => Promise<Failure<RolloutFailure> | null>;

/** One step of an open rollout under the image's lock, with its audit row. */
async function change(actor: Actor, rolloutId: string, action: string, step: Step, now: Date, reason?: string): Promise<Outcome<null, RolloutFailure>> {
  return db.$transaction(async (tx) => {
    const rollout = await lockRollout(tx, rolloutId);
    if (!rollout) return { ok: false, code: "rollout-unknown", message: "There is no such rollout, or it is over." };
    const failure = await step(tx, rollout);
    if (failure) return failure;
    const percent = percentOf(rollout, now);
    await recordAudit(tx, actor, { action, objectKind: "image", objectId: rollout.imageId, after: { image: rollout.image.name, version: rollout.build.version, percent, rolloutId, ...(reason ? { reason } : {}) } });
    return { ok: true, value: null };
  });
}

async function lockRollout(tx: Transaction, id: string): Promise<OpenRollout | null> {
  await tx.$queryRaw`select 1 from images where id = (select image_id from rollouts where id = ${id}::uuid) for update`;
  const rollout = await tx.rollout.findFirst({
    where: { id, state: { in: ["running", "paused"] } },
    select: { imageId: true, state: true, startPercent: true, hours: true, elapsedMs: true, runningSince: true, image: { select: { name: true } }, build: { select: { version: true } } },
  });
  return rollout && { ...rollout, elapsedMs: Number(rollout.elapsedMs) };
}

/**
 * Promotes the build of a running rollout that has reached everybody; the database closes the rollout with the promotion.
 * While two releasers are needed it waits for people. Gives whether it has promoted.
 */
export async function completeRollout(actor: Actor, { rolloutId }: { rolloutId: string }, now = new Date()): Promise<boolean> {
  return db.$transaction(
    async (tx) => {
      const rollout = await lockRollout(tx, rolloutId);
      if (!rollout || rollout.state !== "running" || percentOf(rollout, now) < 100 || (await isSecondReleaserNeeded(tx))) return false;
      const outcome = await promoteWithin(tx, actor, { imageId: rollout.imageId, version: rollout.build.version, reason: "the staged rollout has reached everybody" });
      return outcome.ok;
    },
    { maxWait: 15_000, timeout: 15_000 },
  );
}
