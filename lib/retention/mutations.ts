import { recordAudit } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { db, type Transaction } from "#lib/db.ts";
import type { Failure, Outcome } from "#lib/errors.ts";
import type { Hold, KeepFor } from "./schema.ts";

export type ExpireFailure = "build-unknown" | "not-due" | "in-channel" | "held" | "pinned" | "rolled-out";

/**
 * Ends the time of a build: its files are no longer offered from this moment, its row, tests, packages, provenance and
 * signatures stay. What is in a channel, held, rolled out, or what somebody is pinned to, never expires; the database refuses
 * that too. The bytes go afterwards, see {@link bytesRemoved}.
 */
export async function expire(actor: Actor, buildId: string, now = new Date()): Promise<Outcome<{ version: string }, ExpireFailure>> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from builds where id = ${buildId}::uuid for update`;
    const build = await tx.build.findUnique({
      where: { id: buildId },
      select: {
        version: true, status: true, held: true, expiresAt: true, expiredAt: true, channel: { select: { name: true } }, image: { select: { name: true } },
        pins: { where: { endedAt: null, until: { gt: now } }, take: 1, select: { client: true } },
        rollouts: { where: { state: { in: ["running", "paused"] } }, select: { id: true } },
      },
    });
    if (!build) return { ok: false, code: "build-unknown", message: `There is no build ${buildId}.` };
    const title = `${build.image.name} ${build.version}`;
    const [pin] = build.pins;
    if (pin) return { ok: false, code: "pinned", message: `${pin.client} is pinned to ${title}; it is kept until that ends.` };
    if (build.rollouts.length > 0) return { ok: false, code: "rolled-out", message: `${title} is being rolled out.` };
    if (build.channel) return { ok: false, code: "in-channel", message: `${title} is ${build.channel.name}; it is kept as long as it is in a channel.` };
    if (build.held) return { ok: false, code: "held", message: `${title} is held; release it first.` };
    if (build.status !== "published" || build.expiredAt || !build.expiresAt || build.expiresAt > now) return { ok: false, code: "not-due", message: `${title} has not come to its end.` };
    await tx.build.update({ where: { id: buildId }, data: { expiredAt: now } });
    await recordAudit(tx, actor, { action: "build.expire", objectKind: "build", objectId: buildId, before: { expiresAt: build.expiresAt.toISOString() }, after: { image: build.image.name, version: build.version } });
    return { ok: true, value: { version: build.version } };
  });
}

export type HoldFailure = "build-unknown" | "not-published" | "expired" | "held" | "not-held";

/** Keeps a build beyond its time, for a reason that others read. Of two people who hold it, the second is told of the first. */
export async function hold(actor: Actor, { buildId, reason }: Hold): Promise<Outcome<null, HoldFailure>> {
  return db.$transaction(async (tx) => {
    const build = await lockHoldable(tx, buildId);
    if (!build) return unknown(buildId);
    const title = `${build.image.name} ${build.version}`;
    if (build.status !== "published") return { ok: false, code: "not-published", message: `${title} is not published; only published builds can be held.` };
    if (build.expiredAt) return { ok: false, code: "expired", message: `${title} is expired and its files are gone; holding it brings nothing back.` };
    if (build.held) return { ok: false, code: "held", message: `${title} is held by ${build.heldByName ?? "somebody"} already. Release it first to give another reason.` };
    await tx.build.update({ where: { id: buildId }, data: { held: true, holdReason: reason, heldByName: actor.name, heldAt: new Date() } });
    await recordAudit(tx, actor, { action: "build.hold", objectKind: "build", objectId: buildId, before: { held: false }, after: { held: true, image: build.image.name, version: build.version, reason } });
    return { ok: true, value: null };
  });
}

/** Lets the time of a held build run again; when it is over, the next round of a worker removes its files. */
export async function release(actor: Actor, { buildId, reason }: Hold): Promise<Outcome<null, HoldFailure>> {
  return db.$transaction(async (tx) => {
    const build = await lockHoldable(tx, buildId);
    if (!build) return unknown(buildId);
    const { image, version, held, holdReason } = build;
    if (!held) return { ok: false, code: "not-held", message: `${image.name} ${version} is not held, or no longer.` };
    await tx.build.update({ where: { id: buildId }, data: { held: false, holdReason: null, heldByName: null, heldAt: null } });
    await recordAudit(tx, actor, { action: "build.release", objectKind: "build", objectId: buildId, before: { held: true, reason: holdReason }, after: { held: false, image: image.name, version, reason } });
    return { ok: true, value: null };
  });
}

async function lockHoldable(tx: Transaction, id: string) {
  await tx.$queryRaw`select 1 from builds where id = ${id}::uuid for update`;
  return tx.build.findUnique({ where: { id }, select: { version: true, status: true, held: true, holdReason: true, heldByName: true, expiredAt: true, image: { select: { name: true } } } });
}

function unknown(buildId: string): Failure<"build-unknown"> {
  return { ok: false, code: "build-unknown", message: `There is no build ${buildId}.` };
}

export type KeepFailure = "image-unknown" | "conflict";

/**
 * For how many days the builds of an image are kept that are published from now on. What is published already keeps the
 * day that its customers were told. `expectedDays` is what the person saw: two people never overrule each other unseen.
 */
export async function keepFor(actor: Actor, { imageName, days, expectedDays }: KeepFor): Promise<Outcome<null, KeepFailure>> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from images where name = ${imageName} for update`;
    const image = await tx.image.findUnique({ where: { name: imageName }, select: { id: true, retentionDays: true } });
    if (!image) return { ok: false, code: "image-unknown", message: `There is no image ${imageName}.` };
    if (image.retentionDays !== expectedDays) return { ok: false, code: "conflict", message: `Meanwhile somebody has set ${image.retentionDays} days for ${imageName}. Look again and decide anew.` };
    await tx.image.update({ where: { id: image.id }, data: { retentionDays: days } });
    await recordAudit(tx, actor, { action: "image.retention", objectKind: "image", objectId: image.id, before: { days: expectedDays }, after: { image: imageName, days } });
    return { ok: true, value: null };
  });
}

/** Notes that the files of a failed build are gone from storage: it can no longer go on. */
export async function forgetKept(buildId: string): Promise<void> {
  await db.build.updateMany({ where: { id: buildId, status: "failed" }, data: { keptUntil: null } });
}

/** Notes that the bytes of an expired build are gone from storage. */
export async function bytesRemoved(buildId: string): Promise<void> {
  await db.build.updateMany({ where: { id: buildId, bytesRemovedAt: null }, data: { bytesRemovedAt: new Date() } });
}
