import type { Actor } from "#lib/auth/actor.ts";
import { recordAudit } from "#lib/audit/mutations.ts";
import { db, type Transaction } from "#lib/db.ts";
import { AppError, type Outcome } from "#lib/errors.ts";
import type { PromotionKind } from "#prisma/generated/enums.ts";
import { findPromotable, lockImage, meanwhile, readChannels, type Promotable, type PromotableImage } from "./locked.ts";
import { findObstacle } from "./policy/obstacle.ts";
import { closeConfirmed, confirms, findOpenRequest, isSecondReleaserNeeded } from "./requests/second.ts";
import { kindOf, promotionRefusalText, refusalOf, rotate, type PromotionRefusal } from "./rules.ts";

export type PromoteFailure = PromotionRefusal | "image-unknown" | "build-unknown" | "conflict" | "second-releaser-needed";
export type Promoted = { promotionId: string; sequence: number; kind: PromotionKind; latest: string; prev: string | null };

type PromoteRequest = ({ imageId: string } | { imageName: string }) & {
  version: string;
  reason?: string | undefined;
  /** The version that `latest` should still have, null for none: two people at once then cannot overrule each other unseen. */
  expectedLatestVersion?: string | null | undefined;
};

/**
 * Makes a published build `latest`, the old latest `prev`, and hides the old prev, with history and audit, all in one
 * transaction. Going back to an older build is the same act. Of two promotions of one image, the second waits for the
 * first and then sees what it left. While the settings ask for two people, it succeeds only as the second voice of a request:
 * see `requests/mutations.ts`.
 */
export async function promote(actor: Actor, request: PromoteRequest): Promise<Outcome<Promoted, PromoteFailure>> {
  // The line of people who promote the same image is short; the defaults of 2 and 5 seconds would fail it on a slow disk.
  return db.$transaction((tx) => promoteWithin(tx, actor, request), { maxWait: 15_000, timeout: 15_000 });
}

/** {@link promote} as a part of a larger act, in its transaction. The caller undoes everything when it fails. */
export async function promoteWithin(tx: Transaction, actor: Actor, request: PromoteRequest): Promise<Outcome<Promoted, PromoteFailure>> {
  const { version, reason, expectedLatestVersion } = request;
  const image = await lockImage(tx, "imageId" in request ? { id: request.imageId } : { name: request.imageName });
  if (!image) return { ok: false, code: "image-unknown", message: "There is no such image in the catalog." };
  const title = `${image.name} ${version}`;
  const build = await findPromotable(tx, { imageId: image.id, version });
  if (!build) return { ok: false, code: "build-unknown", message: `There is no build ${title}.` };
  // What was just read as unpublished may be in its publishing transaction, which waits for the image's row: it must
  // not be waited for here.
  if (build.status !== "published") return refused(title, "not-published");
  return assign(tx, actor, image, build, { reason, expectedLatestVersion });
}

/**
 * Promotes a build inside the transaction that publishes it, when its image never had a promotion; else does nothing.
 * Call it before that transaction records its own audit row: see {@link recordAudit} for why the order matters.
 */
export async function promoteFirst(tx: Transaction, actor: Actor, { imageId, buildId }: { imageId: string; buildId: string }): Promise<Promoted | null> {
  return promoteUnasked(tx, actor, { imageId, buildId }, "first");
}

/**
 * Promotes a build inside the transaction that publishes it, when the policy of its image is `automatic` without waiting for
 * good nights, and nothing stands in the way: see {@link findObstacle}. Else does nothing.
 */
export async function promoteByPolicy(tx: Transaction, actor: Actor, { imageId, buildId }: { imageId: string; buildId: string }): Promise<Promoted | null> {
  return promoteUnasked(tx, actor, { imageId, buildId }, "policy");
}

/** Promotes a build because its image has had enough good nights, as the caller has counted; else as {@link promoteByPolicy}. */
export async function promoteAfterNights(tx: Transaction, actor: Actor, ids: { imageId: string; buildId: string }, nights: number): Promise<Promoted | null> {
  return promoteUnasked(tx, actor, ids, "policy", nights);
}

async function promoteUnasked(tx: Transaction, actor: Actor, ids: { imageId: string; buildId: string }, kind: "first" | "policy", nights = 0): Promise<Promoted | null> {
  const image = await lockImage(tx, { id: ids.imageId });
  const build = await findPromotable(tx, { imageId: ids.imageId, id: ids.buildId });
  if (!image || !build) throw new AppError("not-found", `Build ${ids.buildId} is no build of image ${ids.imageId}.`);
  const isFirst = (await tx.promotion.count({ where: { imageId: image.id } })) === 0;
  const isWanted = kind === "first" ? isFirst : !isFirst && image.policyNights <= nights && (await findObstacle(tx, image.id)) === null;
  if (!isWanted) return null;
  const reason = nights > 0 ? `${nights} good nights in a row` : undefined;
  const outcome = await assign(tx, actor, image, build, { kind, reason });
  if (!outcome.ok) throw new AppError("conflict", outcome.message);
  return outcome.value;
}

type Terms = { kind?: PromotionKind; reason?: string | undefined; expectedLatestVersion?: string | null | undefined };

async function assign(tx: Transaction, actor: Actor, image: PromotableImage, build: Promotable, terms: Terms): Promise<Outcome<Promoted, PromoteFailure>> {
  const title = `${image.name} ${build.version}`;
  const channels = await readChannels(tx, image.id, build.id);
  const latest = channels.find(({ name }) => name === "latest");
  const prev = channels.find(({ name }) => name === "prev");
  const seen = terms.expectedLatestVersion;
  if (seen !== undefined && seen !== (latest?.version ?? null)) {
    return { ok: false, code: "conflict", message: await meanwhile(tx, image, latest?.version ?? null) };
  }
  // Read again: only now are the rows locked on which the answer rests.
  const candidate = await findPromotable(tx, { imageId: image.id, id: build.id });
  const refusal = candidate ? refusalOf(candidate, latest?.buildId ?? null) : "not-published";
  if (refusal || !candidate) return refused(title, refusal ?? "not-published");
  const request = actor.kind === "system" ? null : await findOpenRequest(tx, image.id);
  const isSecondVoice = confirms(request, actor, build.id);
  if (actor.kind !== "system" && !isSecondVoice && (await isSecondReleaserNeeded(tx))) {
    return { ok: false, code: "second-releaser-needed", message: `${title} is promoted when two people want it: one asks, another confirms.` };
  }

  const before = { latest: latest?.buildId ?? null, prev: prev?.buildId ?? null };
  const after = rotate(before, build.id);
  const last = await tx.promotion.findFirst({
    where: { imageId: image.id },
    orderBy: { sequence: "desc" },
    select: { sequence: true, buildId: true, build: { select: { publishedAt: true } } },
  });
  const kind = terms.kind ?? kindOf(candidate.publishedAt ?? new Date(), last?.build.publishedAt ?? null);
  const promotion = await tx.promotion.create({
    data: {
      imageId: image.id, sequence: (last?.sequence ?? 0) + 1, kind, buildId: build.id, displacedBuildId: last?.buildId ?? null, reason: terms.reason ?? null,
      actorKind: actor.kind, actorId: actor.id, actorName: actor.name,
    },
    select: { id: true, sequence: true },
  });
  if (isSecondVoice) await closeConfirmed(tx, actor, request.id, promotion.id);
  const moved = (["prev", "latest"] as const).filter((name) => before[name] !== after[name]);
  // A build holds one channel at most, at every moment: so first out, then in.
  await tx.channel.deleteMany({ where: { imageId: image.id, name: { in: moved } } });
  await tx.channel.createMany({ data: moved.flatMap((name) => (after[name] ? [{ imageId: image.id, name, buildId: after[name], promotionId: promotion.id }] : [])) });
  const versionOf = (id: string | null) => [candidate, ...channels.map((row) => ({ id: row.buildId, version: row.version }))].find((row) => row.id === id)?.version ?? null;
  const named = { latest: candidate.version, prev: versionOf(after.prev) };
  await recordAudit(tx, actor, {
    action: "channel.promote",
    objectKind: "image",
    objectId: image.id,
    before: { latest: latest?.version ?? null, prev: prev?.version ?? null },
    after: { image: image.name, ...named, kind, reason: terms.reason ?? null, ...(isSecondVoice ? { askedBy: request.requestedByName } : {}) },
  });
  return { ok: true, value: { promotionId: promotion.id, sequence: promotion.sequence, kind, ...named } };
}

function refused(title: string, code: PromotionRefusal): Outcome<never, PromotionRefusal> {
  return { ok: false, code, message: `${title} cannot become latest. ${promotionRefusalText[code]}` };
}
