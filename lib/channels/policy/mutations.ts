import { recordAudit } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import { lockImage } from "../locked.ts";
import { promoteAfterNights, type Promoted } from "../mutations.ts";
import { readStreaks } from "./obstacle.ts";
import type { SetPolicy } from "./schema.ts";

export type PolicyFailure = "image-unknown" | "conflict";

/** Sets who promotes the builds of an image: people, or the factory after so many good nights. Of two admins at once, the second is told. */
export async function setPolicy(actor: Actor, { imageName, policy, nights, expectedPolicy, expectedNights }: SetPolicy): Promise<Outcome<null, PolicyFailure>> {
  return db.$transaction(async (tx) => {
    const image = await lockImage(tx, { name: imageName });
    if (!image) return { ok: false, code: "image-unknown", message: `There is no image ${imageName}.` };
    const before = { policy: image.promotionPolicy, nights: image.policyNights };
    if (before.policy !== expectedPolicy || before.nights !== expectedNights) {
      return { ok: false, code: "conflict", message: `Meanwhile somebody has made the policy of ${imageName} ${before.policy} with ${before.nights} nights. Look again and decide anew.` };
    }
    await tx.image.update({ where: { id: image.id }, data: { promotionPolicy: policy, policyNights: nights } });
    await recordAudit(tx, actor, { action: "image.policy", objectKind: "image", objectId: image.id, before, after: { image: imageName, policy, nights } });
    return { ok: true, value: null };
  });
}

/**
 * Promotes what the policy of an image has waited for, when it is still so under the lock: enough good nights, and nothing
 * stands in the way. Else does nothing and gives null.
 */
export async function promoteDue(actor: Actor, { imageId, buildId }: { imageId: string; buildId: string }): Promise<Promoted | null> {
  return db.$transaction(
    async (tx) => {
      const image = await lockImage(tx, { id: imageId });
      const streak = (await readStreaks(tx, [imageId])).get(imageId);
      if (!image || image.policyNights === 0 || !streak || streak.candidate?.buildId !== buildId || streak.nights < image.policyNights) return null;
      return promoteAfterNights(tx, actor, { imageId, buildId }, streak.nights);
    },
    { maxWait: 15_000, timeout: 15_000 },
  );
}
