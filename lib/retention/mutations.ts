import { recordAudit } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";

export type ExpireFailure = "build-unknown" | "not-due" | "in-channel" | "held";

/**
 * Ends the time of a build: its files are no longer offered from this moment, its row, tests, packages, provenance and
 * signatures stay. What is in a channel or held never expires; the database refuses that too. The bytes go afterwards, see
 * {@link bytesRemoved}.
 */
export async function expire(actor: Actor, buildId: string, now = new Date()): Promise<Outcome<{ version: string }, ExpireFailure>> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from builds where id = ${buildId}::uuid for update`;
    const build = await tx.build.findUnique({
      where: { id: buildId },
      select: { version: true, status: true, held: true, expiresAt: true, expiredAt: true, channel: { select: { name: true } }, image: { select: { name: true } } },
    });
    if (!build) return { ok: false, code: "build-unknown", message: `There is no build ${buildId}.` };
    const title = `${build.image.name} ${build.version}`;
    if (build.channel) return { ok: false, code: "in-channel", message: `${title} is ${build.channel.name}; it is kept as long as it is in a channel.` };
    if (build.held) return { ok: false, code: "held", message: `${title} is held; release it first.` };
    if (build.status !== "published" || build.expiredAt || !build.expiresAt || build.expiresAt > now) return { ok: false, code: "not-due", message: `${title} has not come to its end.` };
    await tx.build.update({ where: { id: buildId }, data: { expiredAt: now } });
    await recordAudit(tx, actor, { action: "build.expire", objectKind: "build", objectId: buildId, before: { expiresAt: build.expiresAt.toISOString() }, after: { image: build.image.name, version: build.version } });
    return { ok: true, value: { version: build.version } };
  });
}

export type HoldFailure = "build-unknown" | "not-published" | "expired";

/** Keeps a build beyond its time, or lets its time run again. */
export async function setHeld(actor: Actor, { buildId, held }: { buildId: string; held: boolean }): Promise<Outcome<{ held: boolean }, HoldFailure>> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from builds where id = ${buildId}::uuid for update`;
    const build = await tx.build.findUnique({ where: { id: buildId }, select: { version: true, status: true, held: true, expiredAt: true, image: { select: { name: true } } } });
    if (!build) return { ok: false, code: "build-unknown", message: `There is no build ${buildId}.` };
    const title = `${build.image.name} ${build.version}`;
    if (build.status !== "published") return { ok: false, code: "not-published", message: `${title} is not published; only published builds can be held.` };
    if (build.expiredAt) return { ok: false, code: "expired", message: `${title} is expired and its files are gone; holding it brings nothing back.` };
    if (build.held === held) return { ok: true, value: { held } };
    await tx.build.update({ where: { id: buildId }, data: { held } });
    await recordAudit(tx, actor, { action: held ? "build.hold" : "build.release", objectKind: "build", objectId: buildId, before: { held: build.held }, after: { held, image: build.image.name, version: build.version } });
    return { ok: true, value: { held } };
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
