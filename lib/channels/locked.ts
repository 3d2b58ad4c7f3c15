import type { Transaction } from "#lib/db.ts";
import type { ChannelName, PromotionPolicy } from "#prisma/generated/enums.ts";
import type { Candidate } from "./rules.ts";

export type PromotableImage = { id: string; name: string; promotionPolicy: PromotionPolicy; policyNights: number };
export type Promotable = Candidate & { version: string; publishedAt: Date | null };

/** Locks the image's row to the end of the transaction: whoever moves its channels goes one after the other. */
export async function lockImage(tx: Transaction, key: { id: string } | { name: string }): Promise<PromotableImage | null> {
  const [row] =
    "id" in key
      ? await tx.$queryRaw<{ id: string }[]>`select id from images where id = ${key.id}::uuid for update`
      : await tx.$queryRaw<{ id: string }[]>`select id from images where name = ${key.name} for update`;
  return row ? tx.image.findUnique({ where: { id: row.id }, select: { id: true, name: true, promotionPolicy: true, policyNights: true } }) : null;
}

/** One build of an image with what decides on its promotion, not locked. */
export async function findPromotable(tx: Transaction, key: { imageId: string; id: string } | { imageId: string; version: string }): Promise<Promotable | null> {
  const row = await tx.build.findFirst({
    where: key,
    select: { id: true, version: true, status: true, testsPassed: true, expiredAt: true, publishedAt: true, revocation: { select: { buildId: true } } },
  });
  if (!row) return null;
  const { revocation, ...build } = row;
  return { ...build, isRevoked: revocation !== null };
}

/**
 * The channels of an image whose row is locked, after locking the candidate and the builds in them. A revocation or an
 * expiry that runs at the same time locks the build first too: it is either over and seen here, or waits.
 */
export async function readChannels(tx: Transaction, imageId: string, candidateId: string): Promise<{ name: ChannelName; buildId: string; version: string }[]> {
  await tx.$queryRaw`
    select id from builds
    where id = ${candidateId}::uuid or id in (select build_id from channels where image_id = ${imageId}::uuid)
    order by id for update`;
  const rows = await tx.channel.findMany({ where: { imageId }, select: { name: true, buildId: true, build: { select: { version: true } } } });
  return rows.map(({ name, buildId, build }) => ({ name, buildId, version: build.version }));
}

/** What has happened since somebody looked: who has promoted what, or that a revocation has emptied `latest`. */
export async function meanwhile(tx: Transaction, image: Pick<PromotableImage, "id" | "name">, latestVersion: string | null): Promise<string> {
  if (latestVersion === null) return `Meanwhile latest of ${image.name} was revoked, and no build is latest now. Look again and decide anew.`;
  const last = await tx.promotion.findFirst({ where: { imageId: image.id }, orderBy: { sequence: "desc" }, select: { actorName: true } });
  return `Meanwhile ${last?.actorName ?? "somebody"} promoted ${image.name} ${latestVersion}, which is latest now. Look again and decide anew.`;
}
