import type { Actor } from "#lib/auth/actor.ts";
import type { Database, Transaction } from "#lib/db.ts";

/** The key under which the settings say whether a promotion needs two people; the database's own guard reads it too. */
export const secondReleaserKey = "promotion.second-releaser";

export async function isSecondReleaserNeeded(tx: Pick<Database, "setting">): Promise<boolean> {
  const setting = await tx.setting.findUnique({ where: { key: secondReleaserKey }, select: { value: true } });
  return setting?.value === true;
}

export type OpenRequest = { id: string; buildId: string; requestedById: string; requestedByName: string; build: { version: string } };

/** The request that waits at an image, if any: there is one at most. */
export async function findOpenRequest(tx: Pick<Transaction, "promotionRequest">, imageId: string): Promise<OpenRequest | null> {
  return tx.promotionRequest.findFirst({
    where: { imageId, state: "open" },
    select: { id: true, buildId: true, requestedById: true, requestedByName: true, build: { select: { version: true } } },
  });
}

/** Whether this actor's promotion of the build is the second voice of an open request. A token is the person who owns it. */
export function confirms(request: OpenRequest | null, actor: Actor, buildId: string): request is OpenRequest {
  return request !== null && request.buildId === buildId && actor.userId !== null && request.requestedById !== actor.userId;
}

/** Closes a request with the promotion that it led to. */
export async function closeConfirmed(tx: Pick<Transaction, "promotionRequest">, actor: Actor, requestId: string, promotionId: string): Promise<void> {
  await tx.promotionRequest.update({
    where: { id: requestId },
    data: { state: "confirmed", promotionId, decidedAt: new Date(), decidedById: actor.userId, decidedByName: actor.name },
  });
}
