import { recordAudit } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { isResumable } from "../rules.ts";

export type RetryFailure = "build-unknown" | "not-failed" | "not-resumable" | "files-gone" | "superseded";

/**
 * Lets a build that failed while it was signed or published go on in that stage, with the image that was built and tested: it
 * waits in the queue until a worker takes it there. What failed earlier, whose files are gone, or what a later build of the
 * image has overtaken, is refused; the database refuses it too.
 */
export async function retryBuild(actor: Actor, { buildId }: { buildId: string }): Promise<Outcome<{ stage: string }, RetryFailure>> {
  return db.$transaction(async (tx) => {
    // The image before the build, as a publication locks them: so none slips in between the look and the deed.
    await tx.$queryRaw`select 1 from images where id = (select image_id from builds where id = ${buildId}::uuid) for update`;
    await tx.$queryRaw`select 1 from builds where id = ${buildId}::uuid for update`;
    const build = await tx.build.findUnique({
      where: { id: buildId },
      select: { version: true, status: true, failedStage: true, failureReason: true, keptUntil: true, queuedAt: true, imageId: true, image: { select: { name: true } } },
    });
    if (!build) return { ok: false, code: "build-unknown", message: "There is no such build." };
    const title = `${build.image.name} ${build.version}`;
    const stage = build.failedStage;
    if (build.status !== "failed") return { ok: false, code: "not-failed", message: `${title} has not failed, it is ${build.status}.` };
    if (!isResumable(stage)) return { ok: false, code: "not-resumable", message: `${title} failed in ${stage}: nothing tested is there to go on with. Build ${build.image.name} again.` };
    if (!build.keptUntil || build.keptUntil <= new Date()) return { ok: false, code: "files-gone", message: `The files of ${title} are no longer kept. Build ${build.image.name} again.` };
    const later = await tx.build.findFirst({ where: { imageId: build.imageId, publishedAt: { gt: build.queuedAt } }, orderBy: { publishedAt: "desc" }, select: { version: true } });
    if (later) return { ok: false, code: "superseded", message: `${build.image.name} ${later.version} was published since: ${build.version} would come too late.` };
    await tx.build.update({ where: { id: buildId }, data: { status: "queued", resumeStage: stage, failedStage: null, failureReason: null, failureLines: Prisma.DbNull, finishedAt: null, keptUntil: null, cancelRequestedAt: null, workerId: null } });
    await tx.buildEvent.create({ data: { buildId, kind: "transition", fromStatus: "failed", toStatus: "queued", message: `Goes on in ${stage}, by ${actor.name}` } });
    await recordAudit(tx, actor, { action: "build.retry", objectKind: "build", objectId: buildId, before: { status: "failed", stage, reason: build.failureReason }, after: { image: build.image.name, version: build.version, resumes: stage } });
    return { ok: true, value: { stage } };
  });
}
