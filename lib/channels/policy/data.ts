import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { findObstacle, readStreaks } from "./obstacle.ts";
import type { PolicyRow } from "./schema.ts";

const select = { id: true, name: true, promotionPolicy: true, policyNights: true, retentionDays: true } as const;

/** The policy of one image and how far it has come; null when there is no such image. */
export async function readPolicy(_actor: Actor, name: string): Promise<PolicyRow | null> {
  const image = await db.image.findUnique({ where: { name }, select });
  if (!image) return null;
  const [obstacle, streaks] = await Promise.all([findObstacle(db, image.id), readStreaks(db, [image.id])]);
  return { image: image.name, policy: image.promotionPolicy, nights: image.policyNights, goodNights: streaks.get(image.id)?.nights ?? 0, retentionDays: image.retentionDays, obstacle };
}

/** The images whose policy promotes after good nights and has had enough of them, with the build that it would promote. */
export async function listDuePromotions(_actor: Actor): Promise<{ imageId: string; image: string; buildId: string }[]> {
  const images = await db.image.findMany({ where: { state: "active", promotionPolicy: "automatic", policyNights: { gt: 0 } }, select });
  if (images.length === 0) return [];
  const streaks = await readStreaks(db, images.map(({ id }) => id));
  return images.flatMap(({ id, name, policyNights }) => {
    const streak = streaks.get(id);
    return streak?.candidate && streak.nights >= policyNights ? [{ imageId: id, image: name, buildId: streak.candidate.buildId }] : [];
  });
}
