import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { readEnv } from "#lib/env.ts";
import { placeOfPage, type PageOf } from "#lib/pages.ts";
import { failingFrom } from "./rules.ts";
import type { EventKind } from "./events/schema.ts";
import type { SubscriptionRow } from "./schema.ts";

// The secrets stay out of every row that a page sees.
const select = {
  id: true, kind: true, name: true, target: true, events: true, isOn: true, consecutiveFailures: true, failingSince: true, lastDeliveredAt: true, formerSecretUntil: true, revision: true,
  images: { select: { image: { select: { name: true } } } },
} as const;

/** A page of those who are told of something, by name. */
export async function listSubscriptions(_actor: Actor, asked = 1): Promise<PageOf<SubscriptionRow>> {
  const where = { removedAt: null };
  const { skip, take, ...page } = placeOfPage(await db.notificationSubscription.count({ where }), asked);
  const rows = await db.notificationSubscription.findMany({ where, orderBy: [{ name: "asc" }, { id: "asc" }], skip, take, select });
  return { rows: rows.map(shaped), ...page };
}

/** The first `limit` of them by name, to choose from. */
export async function listSubscriptionNames(_actor: Actor, limit: number): Promise<{ id: string; name: string }[]> {
  return db.notificationSubscription.findMany({ where: { removedAt: null }, orderBy: [{ name: "asc" }, { id: "asc" }], take: limit, select: { id: true, name: true } });
}

/** One subscription; null when there is none, or none any more. */
export async function findSubscription(_actor: Actor, id: string): Promise<SubscriptionRow | null> {
  const row = await db.notificationSubscription.findFirst({ where: { id, removedAt: null }, select });
  return row && shaped(row);
}

/** Whether mails can be sent, as far as the settings of this process tell. */
export function isMailOn(_actor: Actor): boolean {
  return readEnv().SMTP_URL !== undefined;
}

type Row = NonNullable<Awaited<ReturnType<typeof db.notificationSubscription.findFirst<{ select: typeof select }>>>>;

function shaped({ images, events, ...row }: Row): SubscriptionRow {
  return { ...row, events: events as EventKind[], images: images.map(({ image }) => image.name).sort(), isFailing: row.consecutiveFailures >= failingFrom };
}
