import type { Actor } from "#lib/auth/actor.ts";
import { recordAudit } from "#lib/audit/mutations.ts";
import { db, type Transaction } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import type { BuildTrigger } from "#prisma/generated/enums.ts";
import { isTransitionAllowed, isUnfinished, securityPriority, versionOf } from "./rules.ts";

export type RequestBuild = { imageName: string; note?: string | undefined; priority?: number | undefined; trigger?: BuildTrigger | undefined };
export type RequestBuildFailure = "image-unknown" | "image-retired" | "image-without-recipe" | "already-queued";

/**
 * Puts a build of an image into the queue and gives it its version. An image has at most one queued build: a second
 * request while one waits is refused, since both would build the same thing.
 */
export async function requestBuild(actor: Actor, request: RequestBuild): Promise<Outcome<{ buildId: string; version: string }, RequestBuildFailure>> {
  return db.$transaction((tx) => queueBuild(tx, actor, request));
}

/** As {@link requestBuild}, inside the transaction of an act of which the build is a part. A refusal has written nothing. */
export async function queueBuild(tx: Transaction, actor: Actor, request: RequestBuild): Promise<Outcome<{ buildId: string; version: string }, RequestBuildFailure>> {
  // The image's row is the lock under which versions are given out.
  await tx.$queryRaw`select 1 from images where name = ${request.imageName} for update`;
  const image = await tx.image.findUnique({ where: { name: request.imageName }, select: { id: true, state: true, recipeName: true } });
  if (!image) return { ok: false, code: "image-unknown", message: `There is no image "${request.imageName}" in the catalog.` };
  if (image.state === "retired") return { ok: false, code: "image-retired", message: `${request.imageName} is retired and is not built any more.` };
  if (!image.recipeName) return { ok: false, code: "image-without-recipe", message: `${request.imageName} has no recipe here yet, so nothing can build it.` };
  const waiting = await tx.build.findFirst({ where: { imageId: image.id, status: "queued" }, select: { version: true } });
  if (waiting) return { ok: false, code: "already-queued", message: `${request.imageName} ${waiting.version} is in the queue already.` };
  const version = await nextVersion(tx, image.id);
  const build = await tx.build.create({
    data: {
      imageId: image.id,
      version,
      trigger: request.trigger ?? "manual",
      note: request.note ?? null,
      priority: request.priority ?? 0,
      requestedById: actor.userId,
      events: { create: { kind: "transition", toStatus: "queued", message: `Queued by ${actor.name}` } },
    },
    select: { id: true },
  });
  await recordAudit(tx, actor, { action: "build.request", objectKind: "build", objectId: build.id, after: { image: request.imageName, version, note: request.note ?? null, trigger: request.trigger ?? "manual", priority: request.priority ?? 0 } });
  return { ok: true, value: { buildId: build.id, version } };
}

export type RequestBuilds = {
  /** By name, or every image that can be built. */
  images: string[] | "all";
  note?: string | undefined;
  priority?: number | undefined;
  /** Ahead of everything in the queue, and marked as such. */
  isSecurity?: boolean | undefined;
};
export type RequestResult = { image: string; version: string; message: null } | { image: string; version: null; message: string };

/** Puts builds of several images into the queue, each in a transaction of its own: what cannot be built, or waits already, is told and stops no other. */
export async function requestBuilds(actor: Actor, { images, note, priority, isSecurity }: RequestBuilds): Promise<Outcome<{ results: RequestResult[] }, RequestBuildFailure>> {
  const names = images === "all" ? await listBuildable() : [...new Set(images)].toSorted();
  const how = isSecurity ? { trigger: "security" as const, priority: securityPriority } : { priority };
  const results: RequestResult[] = [];
  for (const image of names) {
    const outcome = await requestBuild(actor, { imageName: image, note, ...how });
    // Who asks for one image reads the refusal as such.
    if (!outcome.ok && names.length === 1) return outcome;
    results.push(outcome.ok ? { image, version: outcome.value.version, message: null } : { image, version: null, message: outcome.message });
  }
  return { ok: true, value: { results } };
}

async function listBuildable(): Promise<string[]> {
  const images = await db.image.findMany({ where: { state: "active", recipeName: { not: null } }, orderBy: { name: "asc" }, select: { name: true } });
  return images.map(({ name }) => name);
}

async function nextVersion(tx: Pick<typeof db, "build">, imageId: string): Promise<string> {
  const now = new Date();
  const today = versionOf(now, 0).slice(0, -1);
  const taken = await tx.build.findMany({ where: { imageId, version: { startsWith: today } }, select: { version: true } });
  return versionOf(now, 1 + Math.max(0, ...taken.map(({ version }) => Number(version.slice(today.length)))));
}

export type RequestCancelFailure = "build-unknown" | "build-finished" | "too-late";

/** Cancels a queued build at once, and asks the worker of a running one to end it. */
export async function requestCancel(actor: Actor, { buildId }: { buildId: string }): Promise<Outcome<{ cancelled: boolean }, RequestCancelFailure>> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from builds where id = ${buildId}::uuid for update`;
    const build = await tx.build.findUnique({ where: { id: buildId }, select: { status: true, version: true, image: { select: { name: true } } } });
    if (!build) return { ok: false, code: "build-unknown", message: "There is no such build." };
    const title = `${build.image.name} ${build.version}`;
    if (!isUnfinished(build.status)) return { ok: false, code: "build-finished", message: `${title} is ${build.status} already.` };
    if (!isTransitionAllowed(build.status, "cancelled")) {
      return { ok: false, code: "too-late", message: `${title} is being published this moment; revoke it afterwards if it must not be used.` };
    }
    const now = new Date();
    const atOnce = build.status === "queued";
    await tx.build.update({ where: { id: buildId }, data: { cancelRequestedAt: now, ...(atOnce ? { status: "cancelled", finishedAt: now } : {}) } });
    const event = atOnce
      ? { kind: "transition" as const, fromStatus: "queued" as const, toStatus: "cancelled" as const, message: `Cancelled by ${actor.name}` }
      : { kind: "note" as const, message: `Cancellation asked for by ${actor.name}` };
    await tx.buildEvent.create({ data: { buildId, ...event } });
    await recordAudit(tx, actor, { action: "build.cancel", objectKind: "build", objectId: buildId, before: { status: build.status } });
    return { ok: true, value: { cancelled: atOnce } };
  });
}
