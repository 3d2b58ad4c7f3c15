import { db } from "#lib/db.ts";
import type { UnrevisedBuild } from "./schema.ts";

/**
 * Revoked builds whose Metalink does not say so yet, the last revoked first. Left out are builds whose files are gone, made-up
 * ones, which never had any, and those with a signature by a revoked key: nobody vouches for these again. And those of `except`.
 */
export async function listUnrevised({ except = [], limit = 20 }: { except?: string[]; limit?: number } = {}): Promise<UnrevisedBuild[]> {
  const builds = await db.build.findMany({
    where: {
      id: { notIn: except },
      status: "published",
      expiredAt: null,
      revocation: { isNot: null },
      artifacts: {
        some: { kind: "metalink", revision: null, storageKey: { startsWith: "builds/" } },
        none: { signingKey: { state: "revoked" } },
      },
    },
    orderBy: { revocation: { at: "desc" } },
    take: limit,
    select: {
      id: true, version: true,
      image: { select: { name: true } },
      revocation: { select: { reason: true, severity: true, explanation: true, at: true, replacement: { select: { version: true } } } },
      artifacts: { select: { kind: true, fileName: true, storageKey: true, sizeBytes: true, sha256: true, signatureOf: { select: { kind: true } } } },
    },
  });
  return builds.flatMap(({ id, version, image, revocation, artifacts }) => {
    const [qcow2, metalink] = [artifacts.find(({ kind }) => kind === "qcow2"), artifacts.find(({ kind }) => kind === "metalink")];
    if (!revocation || !qcow2 || !metalink) return [];
    const { replacement, ...told } = revocation;
    return [
      {
        buildId: id,
        version,
        image: image.name,
        revocation: { ...told, replacementVersion: replacement?.version ?? null },
        qcow2: { sizeBytes: Number(qcow2.sizeBytes), sha256: qcow2.sha256 },
        metalink: { storageKey: metalink.storageKey, sha256: metalink.sha256 },
        listed: artifacts.filter(({ kind, signatureOf }) => (signatureOf?.kind ?? kind) !== "checksums").map(({ fileName, sha256 }) => ({ fileName, sha256 })),
      },
    ];
  });
}
