import type { Actor } from "#lib/auth/actor.ts";
import { recordAudit } from "#lib/audit/mutations.ts";
import { db } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import { findPromotable, lockImage, meanwhile, readChannels } from "../locked.ts";
import { promote, type PromoteFailure, type Promoted } from "../mutations.ts";
import { promotionRefusalText, refusalOf } from "../rules.ts";
import type { Promote } from "../schema.ts";
import { confirms, findOpenRequest, isSecondReleaserNeeded, secondReleaserKey } from "./second.ts";

export type RequestFailure = PromoteFailure | "request-open" | "request-unknown" | "own-request" | "not-a-person";
export type PromotedOrAsked = ({ state: "promoted" } & Promoted) | { state: "asked"; requestId: string };

/**
 * Promotes a build at once, or, while the settings ask for two people, asks for its promotion; where somebody else has asked
 * for the same build already, this is the second voice and promotes it.
 */
export async function promoteOrAsk(actor: Actor, request: Promote): Promise<Outcome<PromotedOrAsked, RequestFailure>> {
  if (await isSecondReleaserNeeded(db)) {
    const open = await db.promotionRequest.findFirst({
      where: { state: "open", image: { name: request.imageName }, build: { version: request.version }, requestedById: { not: actor.userId ?? undefined } },
      select: { id: true },
    });
    if (!open) return askForPromotion(actor, request);
  }
  const outcome = await promote(actor, request);
  return outcome.ok ? { ok: true, value: { state: "promoted", ...outcome.value } } : outcome;
}

/** Asks for a promotion that somebody else has to confirm. Refused at once when it could not succeed now. */
async function askForPromotion(actor: Actor, { imageName, version, reason, expectedLatestVersion }: Promote): Promise<Outcome<PromotedOrAsked, RequestFailure>> {
  const { userId } = actor;
  if (!userId) return { ok: false, code: "not-a-person", message: "Only a person can ask for a promotion." };
  return db.$transaction(async (tx) => {
    const image = await lockImage(tx, { name: imageName });
    if (!image) return { ok: false, code: "image-unknown", message: "There is no such image in the catalog." };
    const build = await findPromotable(tx, { imageId: image.id, version });
    if (!build) return { ok: false, code: "build-unknown", message: `There is no build ${imageName} ${version}.` };
    const waiting = await findOpenRequest(tx, image.id);
    if (waiting) {
      return { ok: false, code: "request-open", message: `${waiting.requestedByName} has asked to promote ${imageName} ${waiting.build.version}. Confirm or withdraw that first.` };
    }
    const latest = (await readChannels(tx, image.id, build.id)).find(({ name }) => name === "latest");
    if (expectedLatestVersion !== undefined && expectedLatestVersion !== (latest?.version ?? null)) {
      return { ok: false, code: "conflict", message: await meanwhile(tx, image, latest?.version ?? null) };
    }
    const refusal = refusalOf(build, latest?.buildId ?? null);
    if (refusal) return { ok: false, code: refusal, message: `${imageName} ${version} cannot become latest. ${promotionRefusalText[refusal]}` };
    const { id } = await tx.promotionRequest.create({
      data: { imageId: image.id, buildId: build.id, expectedLatestId: latest?.buildId ?? null, reason: reason ?? null, requestedById: userId, requestedByName: actor.name },
      select: { id: true },
    });
    await recordAudit(tx, actor, { action: "channel.ask-to-promote", objectKind: "image", objectId: image.id, after: { image: imageName, version, reason: reason ?? null } });
    return { ok: true, value: { state: "asked", requestId: id } };
  });
}

/** The second voice: promotes what somebody else has asked for, if `latest` is still what they saw. */
export async function confirmRequest(actor: Actor, { requestId }: { requestId: string }): Promise<Outcome<Promoted, RequestFailure>> {
  const request = await db.promotionRequest.findFirst({
    where: { id: requestId, state: "open" },
    select: { id: true, imageId: true, buildId: true, reason: true, requestedById: true, requestedByName: true, build: { select: { version: true } }, expectedLatest: { select: { version: true } } },
  });
  if (!request) return { ok: false, code: "request-unknown", message: "This request is decided already." };
  if (!confirms(request, actor, request.buildId)) return { ok: false, code: "own-request", message: "You have asked for this yourself: somebody else has to confirm it." };
  return promote(actor, { imageId: request.imageId, version: request.build.version, reason: request.reason ?? undefined, expectedLatestVersion: request.expectedLatest?.version ?? null });
}

/** Takes a request back, or turns somebody else's down. Nothing is promoted. */
export async function withdrawRequest(actor: Actor, { requestId }: { requestId: string }): Promise<Outcome<null, RequestFailure>> {
  return db.$transaction(async (tx) => {
    const request = await tx.promotionRequest.findUnique({ where: { id: requestId }, select: { imageId: true, requestedByName: true, build: { select: { version: true } } } });
    // Under the image's lock: a confirmation at the same moment is over, or sees this.
    if (request) await lockImage(tx, { id: request.imageId });
    const { count } = await tx.promotionRequest.updateMany({
      where: { id: requestId, state: "open" },
      data: { state: "withdrawn", decidedAt: new Date(), decidedById: actor.userId, decidedByName: actor.name },
    });
    if (!request || count === 0) return { ok: false, code: "request-unknown", message: "This request is decided already." };
    const { imageId, requestedByName, build } = request;
    await recordAudit(tx, actor, { action: "channel.withdraw-request", objectKind: "image", objectId: imageId, before: { version: build.version, askedBy: requestedByName } });
    return { ok: true, value: null };
  });
}

/** Whether promotions by people need a second releaser from now on. What waits already keeps waiting. */
export async function setSecondReleaser(actor: Actor, { needed }: { needed: "yes" | "no" }): Promise<Outcome<null, never>> {
  const value = needed === "yes";
  await db.$transaction(async (tx) => {
    const before = await isSecondReleaserNeeded(tx);
    await tx.setting.upsert({ where: { key: secondReleaserKey }, update: { value }, create: { key: secondReleaserKey, value } });
    await recordAudit(tx, actor, { action: "setting.change", objectKind: "setting", objectId: secondReleaserKey, before, after: value });
  });
  return { ok: true, value: null };
}
