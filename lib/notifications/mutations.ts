import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import type { Actor } from "#lib/auth/actor.ts";
import type { ShownOnce } from "#lib/auth/schema.ts";
import { recordAudit } from "#lib/audit/mutations.ts";
import { db, type Transaction } from "#lib/db.ts";
import { readEnv } from "#lib/env.ts";
import type { Failure, Outcome } from "#lib/errors.ts";
import { addressJudge } from "./addresses.ts";
import { overlapMs } from "./rules.ts";
import type { AddSubscription, EditSubscription } from "./schema.ts";
import { makeSecret } from "./secret.ts";

export type SubscriptionFailure = "image-unknown" | "address-refused" | "mail-off" | "subscription-unknown" | "subscription-off" | "stale" | "no-webhook";

const objectKind = "notification-subscription";
const secretTitle = (name: string) => `The secret with which messages to ${name} are signed`;

/** Subscribes somebody to events. The secret of a webhook is handed over here and never again. */
export async function addSubscription(actor: Actor, input: AddSubscription): Promise<Outcome<Partial<ShownOnce>, SubscriptionFailure>> {
  const refusal = refusalOfTarget(input);
  if (refusal) return refusal;
  const id = randomUUID();
  const secret = input.kind === "webhook" ? makeSecret(id) : null;
  const { kind, name, target, events, images } = input;
  return db.$transaction(async (tx) => {
    const imageIds = await idsOf(tx, images);
    if (!Array.isArray(imageIds)) return imageIds;
    await tx.notificationSubscription.create({
      data: { id, kind, name, target, events, secret: secret?.sealed ?? null, editedByName: actor.name, images: { create: imageIds.map((imageId) => ({ imageId })) } },
    });
    await recordAudit(tx, actor, { action: "notification.subscribe", objectKind, objectId: id, after: auditOf(input) });
    return { ok: true, value: secret ? { shownOnce: { title: secretTitle(name), lines: [secret.plain] } } : {} };
  });
}

/** Changes a subscription, or turns it on or off. Refused when somebody has changed it since the form was made. */
export async function editSubscription(actor: Actor, input: EditSubscription): Promise<Outcome<null, SubscriptionFailure>> {
  const refusal = refusalOfTarget(input);
  if (refusal) return refusal;
  const { subscriptionId, revision, name, target, events, images, isOn } = input;
  return db.$transaction(async (tx) => {
    const present = await lockSeen(tx, { subscriptionId, revision });
    if ("ok" in present) return present;
    if (present.kind !== input.kind) return { ok: false, code: "stale", message: "This is another kind of subscription. Reload the page." };
    const imageIds = await idsOf(tx, images);
    if (!Array.isArray(imageIds)) return imageIds;
    await tx.notificationSubscriptionImage.deleteMany({ where: { subscriptionId } });
    await tx.notificationSubscription.update({
      where: { id: subscriptionId },
      data: { name, target, events, isOn, revision: revision + 1, editedByName: actor.name, images: { create: imageIds.map((imageId) => ({ imageId })) } },
    });
    const before = auditOf({ ...present, images: present.images.map(({ image }) => image.name) });
    await recordAudit(tx, actor, { action: "notification.edit", objectKind, objectId: subscriptionId, before: { ...before, isOn: present.isOn }, after: { ...auditOf(input), isOn } });
    return { ok: true, value: null };
  });
}

type Seen = { subscriptionId: string; revision: number };

/** Makes a new secret of a webhook. For two days messages carry the signatures of both, so that the receiver can change over. */
export async function rotateSecret(actor: Actor, seen: Seen): Promise<Outcome<ShownOnce, SubscriptionFailure>> {
  const { subscriptionId, revision } = seen;
  const secret = makeSecret(subscriptionId);
  return db.$transaction(async (tx) => {
    const present = await lockSeen(tx, seen);
    if ("ok" in present) return present;
    if (present.kind !== "webhook") return { ok: false, code: "no-webhook", message: "Only webhooks have a secret." };
    const formerSecretUntil = new Date(Date.now() + overlapMs);
    await tx.notificationSubscription.update({
      where: { id: subscriptionId },
      data: { secret: secret.sealed, formerSecret: present.secret, formerSecretUntil, revision: revision + 1, editedByName: actor.name },
    });
    await recordAudit(tx, actor, { action: "notification.rotate-secret", objectKind, objectId: subscriptionId, after: { name: present.name, formerUntil: formerSecretUntil.toISOString() } });
    return { ok: true, value: { shownOnce: { title: secretTitle(present.name), lines: [secret.plain] } } };
  });
}

/** Ends a subscription. What is on its way to it is not sent any more; the log stays. */
export async function removeSubscription(actor: Actor, seen: Seen): Promise<Outcome<null, SubscriptionFailure>> {
  return db.$transaction(async (tx) => {
    const present = await lockSeen(tx, seen);
    if ("ok" in present) return present;
    await tx.notificationDelivery.updateMany({ where: { subscriptionId: seen.subscriptionId, state: "waiting" }, data: { state: "given_up", lastError: "The subscription was removed." } });
    await tx.notificationSubscription.update({ where: { id: seen.subscriptionId }, data: { removedAt: new Date(), revision: seen.revision + 1, editedByName: actor.name } });
    await recordAudit(tx, actor, { action: "notification.unsubscribe", objectKind, objectId: seen.subscriptionId, before: auditOf({ ...present, images: present.images.map(({ image }) => image.name) }) });
    return { ok: true, value: null };
  });
}

/** Sends a message that means nothing, the way every other one goes. */
export async function sendTest(actor: Actor, { subscriptionId }: { subscriptionId: string }): Promise<Outcome<{ deliveryId: string }, SubscriptionFailure>> {
  return db.$transaction(async (tx) => {
    const present = await tx.notificationSubscription.findFirst({ where: { id: subscriptionId, removedAt: null }, select: { name: true, isOn: true } });
    if (!present) return unknown;
    if (!present.isOn) return { ok: false, code: "subscription-off", message: `${present.name} is off: turn it on first.` };
    const { deliveries } = await tx.notificationEvent.create({
      data: { kind: "test", data: { to: present.name, by: actor.name }, deliveries: { create: { subscriptionId } } },
      select: { deliveries: { select: { id: true } } },
    });
    await tx.$executeRaw`select pg_notify('notification', '')`;
    await recordAudit(tx, actor, { action: "notification.test", objectKind, objectId: subscriptionId });
    return { ok: true, value: { deliveryId: deliveries[0]?.id ?? "" } };
  });
}

const unknown: Failure<"subscription-unknown"> = { ok: false, code: "subscription-unknown", message: "Somebody has removed this subscription already." };

async function lockSeen(tx: Transaction, { subscriptionId, revision }: Seen) {
  // Not FOR UPDATE: acts that are told to this subscription must not wait for its form.
  await tx.$queryRaw`select 1 from notification_subscriptions where id = ${subscriptionId}::uuid for no key update`;
  const present = await tx.notificationSubscription.findFirst({
    where: { id: subscriptionId, removedAt: null },
    select: { kind: true, name: true, target: true, events: true, isOn: true, secret: true, revision: true, editedByName: true, images: { select: { image: { select: { name: true } } } } },
  });
  if (!present) return unknown;
  if (present.revision === revision) return present;
  const now = `It is ${present.isOn ? "on" : "off"} now, is named ${present.name}, and is told of ${present.events.length} kinds of events.`;
  return { ok: false, code: "stale", message: `${present.editedByName} has changed this subscription meanwhile. ${now} Look at it again, then change it.` } as const;
}

async function idsOf(tx: Transaction, names: string[]): Promise<string[] | Failure<"image-unknown">> {
  const found = await tx.image.findMany({ where: { name: { in: names } }, select: { id: true, name: true } });
  const missing = names.find((name) => !found.some((image) => image.name === name));
  if (missing === undefined) return found.map(({ id }) => id);
  return { ok: false, code: "image-unknown", message: "Check your entries.", fieldErrors: { images: [`There is no image "${missing}" in the catalog.`] } };
}

/** What can be refused without asking the name service; the sender judges every address that a name leads to. */
function refusalOfTarget({ kind, target }: { kind: "webhook" | "email"; target: string }): Failure<"address-refused" | "mail-off"> | null {
  const env = readEnv();
  if (kind === "email") return env.SMTP_URL ? null : { ok: false, code: "mail-off", message: "E-mail is off here: set SMTP_URL, start again, and add this then." };
  const host = new URL(target).hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) === 0 || addressJudge(env.WEBHOOK_NETWORKS)(host)) return null;
  return { ok: false, code: "address-refused", message: "Check your entries.", fieldErrors: { target: [`${host} is no address of the public internet. The setting WEBHOOK_NETWORKS can allow its network.`] } };
}

/** The path of a webhook can be a secret of its receiver: the audit gets the origin alone. */
function auditOf({ kind, name, target, events, images }: { kind: string; name: string; target: string; events: string[]; images: string[] }) {
  return { kind, name, target: kind === "webhook" ? new URL(target).origin : target, events, images };
}
