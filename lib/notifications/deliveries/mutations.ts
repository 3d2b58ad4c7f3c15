import type { Actor } from "#lib/auth/actor.ts";
import { recordAudit } from "#lib/audit/mutations.ts";
import { db } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import { claimMs, keptDays, nextAttemptAt } from "../rules.ts";

/** Of one subscription so many at most are under way together: one that hangs does not hold up the others. */
const mostOfOne = 2;

/**
 * Claims up to `count` deliveries whose time has come, for one attempt each, and returns them with the number of that attempt.
 * Who claims and dies lets them come round again a minute later: an event arrives at least once.
 */
export async function claimDeliveries(count: number, now = new Date()): Promise<{ id: string; attempts: number }[]> {
  return db.$queryRaw<{ id: string; attempts: number }[]>`
    update notification_deliveries set attempts = attempts + 1, last_attempt_at = ${now}, next_attempt_at = ${new Date(now.getTime() + claimMs)}
    where id in (
      select id from notification_deliveries
      where state = 'waiting' and next_attempt_at <= ${now} and id in (
        select id from (
          select delivery.id, row_number() over (partition by subscription_id order by next_attempt_at) as place
          from notification_deliveries delivery join notification_subscriptions subscription on subscription.id = subscription_id
          where delivery.state = 'waiting' and delivery.next_attempt_at <= ${now} and subscription.is_on and subscription.removed_at is null
        ) ranked where place <= ${mostOfOne})
      order by next_attempt_at limit ${count}
      for update skip locked)
    returning id::text, attempts`;
}

export type Attempted = { id: string; attempts: number };

/** Records that a delivery has arrived. An attempt that was overtaken by another one changes nothing. */
export async function recordDelivered({ id, attempts }: Attempted, status: number | null, now = new Date()): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.notificationDelivery.updateMany({ where: { id, attempts, state: "waiting" }, data: { state: "delivered", deliveredAt: now, lastStatus: status, lastError: null } });
    if (count === 0) return;
    const { subscriptionId } = await tx.notificationDelivery.findUniqueOrThrow({ where: { id }, select: { subscriptionId: true } });
    await tx.notificationSubscription.update({ where: { id: subscriptionId }, data: { consecutiveFailures: 0, failingSince: null, lastDeliveredAt: now } });
  });
}

/** Records that an attempt was in vain, and when the next one is; after a day there is none. */
export async function recordFailed({ id, attempts }: Attempted, failure: { status: number | null; message: string }, now = new Date()): Promise<void> {
  await db.$transaction(async (tx) => {
    const delivery = await tx.notificationDelivery.findFirst({ where: { id, attempts, state: "waiting" }, select: { subscriptionId: true, waitingSince: true } });
    if (!delivery) return;
    const next = nextAttemptAt(attempts, delivery.waitingSince, now, Math.random());
    const { count } = await tx.notificationDelivery.updateMany({
      where: { id, attempts, state: "waiting" },
      data: { lastStatus: failure.status, lastError: failure.message, ...(next ? { nextAttemptAt: next } : { state: "given_up" }) },
    });
    if (count === 0) return;
    await tx.$executeRaw`update notification_subscriptions set consecutive_failures = consecutive_failures + 1, failing_since = coalesce(failing_since, ${now}) where id = ${delivery.subscriptionId}::uuid`;
  });
}

export type SendAgainFailure = "delivery-unknown" | "subscription-off";

/** Sends a message once more, now, with its old id: after it was given up, while it waits, or although it has arrived. */
export async function sendAgain(actor: Actor, { deliveryId }: { deliveryId: string }): Promise<Outcome<null, SendAgainFailure>> {
  return db.$transaction(async (tx) => {
    const delivery = await tx.notificationDelivery.findFirst({
      where: { id: deliveryId, subscription: { removedAt: null } },
      select: { state: true, attempts: true, subscriptionId: true, subscription: { select: { name: true, isOn: true } } },
    });
    if (!delivery) return { ok: false, code: "delivery-unknown", message: "There is no such delivery any more." };
    if (!delivery.subscription.isOn) return { ok: false, code: "subscription-off", message: `${delivery.subscription.name} is off: turn it on first.` };
    const now = new Date();
    await tx.notificationDelivery.update({ where: { id: deliveryId }, data: { state: "waiting", attempts: 0, waitingSince: now, nextAttemptAt: now, deliveredAt: null } });
    await tx.$executeRaw`select pg_notify('notification', '')`;
    await recordAudit(tx, actor, { action: "notification.send-again", objectKind: "notification-subscription", objectId: delivery.subscriptionId, before: { state: delivery.state, attempts: delivery.attempts } });
    return { ok: true, value: null };
  });
}

/** Forgets events that are over for three months, with their deliveries. */
export async function forgetOldEvents(now = new Date()): Promise<number> {
  const { count } = await db.notificationEvent.deleteMany({ where: { at: { lt: new Date(now.getTime() - keptDays * 86_400_000) }, deliveries: { none: { state: "waiting" } } } });
  return count;
}
