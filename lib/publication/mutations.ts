import type { Actor } from "#lib/auth/actor.ts";
import { recordAudit } from "#lib/audit/mutations.ts";
import { promoteByPolicy, promoteFirst } from "#lib/channels/mutations.ts";
import { db } from "#lib/db.ts";
import type { ArtifactKind } from "#prisma/generated/enums.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { holdLease, type Lease } from "#lib/runs/lease.ts";

/** A stored and verified file, ready to become a row. */
export type StoredArtifact = {
  kind: ArtifactKind;
  fileName: string;
  storageKey: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  sha512: string;
  signatureOf?: string;
  signingKeyFingerprint?: string;
  gpgVerifiedAt?: Date;
};

/** Records the files of a build, still invisible, in place of those of an earlier attempt. */
export async function recordArtifacts(lease: Lease, artifacts: StoredArtifact[], provenance: Prisma.InputJsonValue): Promise<void> {
  const { buildId } = lease;
  await db.$transaction(async (tx) => {
    await holdLease(tx, lease);
    await tx.artifact.deleteMany({ where: { buildId, kind: "signature" } });
    await tx.artifact.deleteMany({ where: { buildId } });
    const ids = new Map<string, string>();
    // Signatures refer to the rows of what they sign.
    for (const { signatureOf, ...artifact } of artifacts.toSorted((a, b) => Number(a.kind === "signature") - Number(b.kind === "signature"))) {
      const row = await tx.artifact.create({ data: { buildId, ...artifact, signatureOfId: signatureOf ? (ids.get(signatureOf) ?? null) : null }, select: { id: true } });
      ids.set(artifact.fileName, row.id);
    }
    await tx.build.update({ where: { id: buildId }, data: { provenance } });
  });
}

/**
 * Makes a build visible with all its files, in one transaction. The image's very first published build becomes `latest`
 * with it, and so does a later one where the image's policy says so; the database checks tests and signatures once more.
 */
export async function publish(lease: Lease, actor: Actor, image: { id: string; name: string; retentionDays: number }): Promise<void> {
  await db.$transaction(async (tx) => {
    // Promotions lock the image before the build; the same order here keeps the two from waiting for each other.
    await tx.$queryRaw`select 1 from images where id = ${image.id}::uuid for update`;
    await holdLease(tx, lease);
    const now = new Date();
    await tx.build.update({
      where: { id: lease.buildId },
      data: { status: "published", publishedAt: now, finishedAt: now, expiresAt: new Date(now.getTime() + image.retentionDays * 86_400_000) },
    });
    await tx.buildEvent.create({ data: { buildId: lease.buildId, kind: "transition", fromStatus: "publishing", toStatus: "published", message: "Published", workerId: lease.workerId } });
    const ids = { imageId: image.id, buildId: lease.buildId };
    const promoted = (await promoteFirst(tx, actor, ids)) ?? (await promoteByPolicy(tx, actor, ids));
    await recordAudit(tx, actor, { action: "build.publish", objectKind: "build", objectId: lease.buildId, after: { image: image.name, promoted: promoted?.kind ?? null } });
  });
}
