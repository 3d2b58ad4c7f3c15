import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { EventFacts } from "../message.ts";
import { subjectOf } from "../message.ts";
import type { DeliveryQuery, DeliveryRow } from "../schema.ts";

export type Parcel = {
  id: string;
  attempts: number;
  event: EventFacts;
  subscription: { id: string; kind: "webhook" | "email"; target: string; secret: string | null; formerSecret: string | null; formerSecretUntil: Date | null };
};

/** What the sender needs of a delivery that it has claimed. For the worker alone: it holds the sealed secrets. */
export async function readParcel(id: string): Promise<Parcel> {
  const { event, ...delivery } = await db.notificationDelivery.findUniqueOrThrow({
    where: { id },
    select: {
      id: true, attempts: true,
      event: { select: { kind: true, at: true, data: true } },
      subscription: { select: { id: true, kind: true, target: true, secret: true, formerSecret: true, formerSecretUntil: true } },
    },
  });
  return { ...delivery, event: { ...event, data: event.data as EventFacts["data"] } };
}

const pageSize = 50;

/** A page of the log, newest first; `older` is the value of `before` for the next one, null on the last. An event makes many at the same time, so a page begins behind a delivery, not a time. */
export async function listDeliveries(_actor: Actor, { state, event, to, before }: DeliveryQuery): Promise<{ rows: DeliveryRow[]; older: string | null }> {
  const seen = before ? await db.notificationDelivery.findUnique({ where: { id: before }, select: { id: true, createdAt: true } }) : null;
  const behind: Prisma.NotificationDeliveryWhereInput[] = seen ? [{ createdAt: { lte: seen.createdAt } }, { OR: [{ createdAt: { lt: seen.createdAt } }, { id: { gt: seen.id } }] }] : [];
  const found = await db.notificationDelivery.findMany({
    where: { AND: [{ ...(state ? { state } : {}), ...(event ? { event: { kind: event } } : {}), ...(to ? { subscriptionId: to } : {}) }, ...behind] },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: pageSize + 1,
    select: {
      id: true, subscriptionId: true, createdAt: true, state: true, attempts: true, nextAttemptAt: true, lastStatus: true, lastError: true, deliveredAt: true,
      event: { select: { kind: true, data: true } },
      subscription: { select: { name: true } },
    },
  });
  const rows = found.slice(0, pageSize).map(({ event: { kind, data }, subscription, ...row }) => ({ ...row, to: subscription.name, event: kind, summary: subjectOf({ data: data as EventFacts["data"] }) }));
  return { rows, older: found.length > pageSize ? (rows.at(-1)?.id ?? null) : null };
}
