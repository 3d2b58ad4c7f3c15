import { recordAudit } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Revision } from "./schema.ts";

/**
 * Puts revised files in the place of the published ones of a revoked build, all in one transaction. False when another worker
 * was faster: what it has recorded stays. The database refuses an incomplete set, other files, and a second revision.
 */
export async function recordRevisions(actor: Actor, buildId: string, revisions: Revision[]): Promise<boolean> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from builds where id = ${buildId}::uuid for update`;
    const names = revisions.map(({ fileName }) => fileName);
    const files = await tx.artifact.findMany({ where: { buildId, fileName: { in: names } }, select: { id: true, fileName: true, sha256: true, revision: { select: { artifactId: true } } } });
    if (files.some(({ revision }) => revision !== null)) return false;
    const hashes = Object.fromEntries(files.map(({ fileName, sha256 }) => [fileName, sha256]));
    for (const { fileName, ...revision } of revisions) {
      const file = files.find((one) => one.fileName === fileName);
      if (file) await tx.artifactRevision.create({ data: { artifactId: file.id, ...revision } });
    }
    const after = Object.fromEntries(revisions.map(({ fileName, sha256 }) => [fileName, sha256]));
    await recordAudit(tx, actor, { action: "build.revise", objectKind: "build", objectId: buildId, before: hashes, after });
    return true;
  });
}
