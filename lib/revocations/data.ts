import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { RevocationRow } from "./schema.ts";

/** All revocations, or those of one image, newest first. */
export async function listRevocations(_actor: Actor, { image, limit = 200 }: { image?: string; limit?: number } = {}): Promise<RevocationRow[]> {
  const rows = await db.revocation.findMany({
    where: image ? { build: { image: { name: image } } } : {},
    orderBy: { at: "desc" },
    take: limit,
    select: {
      reason: true, severity: true, explanation: true, at: true, actorName: true,
      build: { select: { version: true, image: { select: { name: true, channels: { where: { name: "latest" }, select: { build: { select: { version: true } } } } } } } },
      replacement: { select: { version: true } },
    },
  });
  return rows.map(({ build, replacement, actorName, ...row }) => ({
    ...row,
    image: build.image.name,
    version: build.version,
    by: actorName,
    replacementVersion: replacement?.version ?? null,
    latestVersion: build.image.channels[0]?.build.version ?? null,
  }));
}
