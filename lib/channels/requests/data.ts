import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { PromotionRequestRow } from "./schema.ts";
import { isSecondReleaserNeeded } from "./second.ts";

/** The promotions that wait for a second releaser, of one image or of all, longest waiting first, and whether new ones need one. */
export async function readRequests(actor: Actor, { image: imageName }: { image?: string } = {}): Promise<{ isNeeded: boolean; open: PromotionRequestRow[] }> {
  const [isNeeded, rows] = await Promise.all([
    isSecondReleaserNeeded(db),
    db.promotionRequest.findMany({
      where: { state: "open", ...(imageName === undefined ? {} : { image: { name: imageName } }) },
      orderBy: { requestedAt: "asc" },
      take: 100,
      select: {
        id: true, reason: true, requestedById: true, requestedByName: true, requestedAt: true,
        image: { select: { name: true } }, build: { select: { version: true } }, expectedLatest: { select: { version: true } },
      },
    }),
  ]);
  const open = rows.map(({ image, build, expectedLatest, requestedById, requestedByName, ...row }) => ({
    ...row,
    image: image.name,
    version: build.version,
    expectedLatestVersion: expectedLatest?.version ?? null,
    requestedBy: requestedByName,
    isOwn: requestedById === actor.userId,
  }));
  return { isNeeded, open };
}
