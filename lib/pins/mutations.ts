import { recordAudit } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import type { Pin } from "./schema.ts";

export type PinFailure = "image-unknown" | "build-unknown" | "not-published" | "revoked" | "expired" | "client-pinned";

/**
 * Notes that a client stays with a build. Until the last day, or until the pin is ended, the build does not expire, and whoever
 * promotes or revokes is told of the client. A client is pinned to one build of an image at most.
 */
export async function pinClient(actor: Actor, { imageName, version, client, contact, until }: Pin, now = new Date()): Promise<Outcome<{ pinId: string }, PinFailure>> {
  return db.$transaction(async (tx) => {
    // Two people who pin the same client go one after the other.
    const [image] = await tx.$queryRaw<{ id: string }[]>`select id from images where name = ${imageName} for update`;
    if (!image) return { ok: false, code: "image-unknown", message: `There is no image ${imageName}.` };
    await tx.$queryRaw`select 1 from builds where image_id = ${image.id}::uuid and version = ${version} for update`;
    const build = await tx.build.findFirst({ where: { imageId: image.id, version }, select: { id: true, status: true, expiredAt: true, revocation: { select: { at: true } } } });
    const title = `${imageName} ${version}`;
    if (!build) return { ok: false, code: "build-unknown", message: `There is no build ${title}.` };
    if (build.status !== "published") return { ok: false, code: "not-published", message: `${title} is not published; nobody can have it.` };
    if (build.revocation) return { ok: false, code: "revoked", message: `${title} is revoked. Pin ${client} to its replacement.` };
    if (build.expiredAt) return { ok: false, code: "expired", message: `${title} is expired and its files are gone. Pin ${client} to a build that is still kept.` };
    const before = await tx.buildPin.findFirst({
      where: { imageId: image.id, endedAt: null, client: { equals: client.replaceAll(/[\\%_]/g, String.raw`\$&`), mode: "insensitive" } },
      select: { id: true, until: true, build: { select: { version: true } } },
    });
    if (before && before.until > now) {
      return { ok: false, code: "client-pinned", message: `${client} is pinned to ${imageName} ${before.build.version} already. End that pin first.` };
    }
    if (before) await tx.buildPin.update({ where: { id: before.id }, data: { endedAt: now, endedByName: "its last day" } });
    const { id: pinId } = await tx.buildPin.create({
      data: { imageId: image.id, buildId: build.id, client, contact, until, actorKind: actor.kind, actorId: actor.id, actorName: actor.name },
      select: { id: true },
    });
    await recordAudit(tx, actor, { action: "build.pin", objectKind: "build", objectId: build.id, after: { image: imageName, version, client, contact, until: until.toISOString(), pinId } });
    return { ok: true, value: { pinId } };
  });
}

/** Ends a pin before its day: the build's own time counts again. */
export async function endPin(actor: Actor, { pinId }: { pinId: string }): Promise<Outcome<null, "pin-unknown">> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.buildPin.updateMany({ where: { id: pinId, endedAt: null }, data: { endedAt: new Date(), endedByName: actor.name } });
    const pin = await tx.buildPin.findUnique({ where: { id: pinId }, select: { buildId: true, client: true, image: { select: { name: true } }, build: { select: { version: true } } } });
    if (!pin || count === 0) return { ok: false, code: "pin-unknown", message: "There is no such pin, or it is ended already." };
    await recordAudit(tx, actor, { action: "build.unpin", objectKind: "build", objectId: pin.buildId, before: { image: pin.image.name, version: pin.build.version, client: pin.client } });
    return { ok: true, value: null };
  });
}
