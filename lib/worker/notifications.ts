import { setTimeout as sleep } from "node:timers/promises";
import type { Env } from "#lib/env.ts";
import { messageOf } from "#lib/errors.ts";
import { subscribe } from "#lib/events/listen.ts";
import type { Logger } from "#lib/log.ts";
import { addressJudge } from "#lib/notifications/addresses.ts";
import { readParcel, type Parcel } from "#lib/notifications/deliveries/data.ts";
import { claimDeliveries, forgetOldEvents, recordDelivered, recordFailed } from "#lib/notifications/deliveries/mutations.ts";
import { announceExpiringKeys, announceGoneWorkers } from "#lib/notifications/events/mutations.ts";
import { bodyOf, mailOf } from "#lib/notifications/message.ts";
import { openSecret } from "#lib/notifications/secret.ts";
import { sendMail } from "#lib/outgoing/mail.ts";
import { OutgoingError, postWebhook } from "#lib/outgoing/webhook.ts";

const atOnce = 8;
/** New events wake the sender; this is for those that wait for another attempt. */
const pollMs = 5_000;
const lookMs = 60_000;
const forgetMs = 6 * 3_600_000;

export type Sender = { env: Pick<Env, "PUBLIC_URL" | "SMTP_URL" | "SMTP_FROM" | "WEBHOOK_NETWORKS">; log: Logger };

/** Sends what is due, one attempt each, and returns how many attempts that were. Any number of workers may do so together. */
export async function sendDue(sender: Sender, now = new Date()): Promise<number> {
  const claimed = await claimDeliveries(atOnce, now);
  await Promise.all(
    claimed.map(async (delivery) => {
      const parcel = await readParcel(delivery.id);
      try {
        await recordDelivered(delivery, await send(sender, parcel));
      } catch (error) {
        const status = error instanceof OutgoingError ? error.status : null;
        // Never the address: its path can be a secret of the receiver.
        sender.log.warn({ subscription: parcel.subscription.id, delivery: delivery.id, attempt: delivery.attempts, status, error: messageOf(error) }, "a notification did not arrive");
        await recordFailed(delivery, { status, message: messageOf(error).slice(0, 500) });
      }
    }),
  );
  return claimed.length;
}

async function send({ env }: Sender, { id, event, subscription }: Parcel): Promise<number | null> {
  if (subscription.kind === "email") {
    if (!env.SMTP_URL) throw new OutgoingError("E-mail is off: SMTP_URL is not set for this worker.");
    await sendMail(env.SMTP_URL, { id, from: env.SMTP_FROM, to: subscription.target, ...mailOf(event, env.PUBLIC_URL) });
    return null;
  }
  const former = subscription.formerSecretUntil && subscription.formerSecretUntil > new Date() ? subscription.formerSecret : null;
  const secrets = [subscription.secret, former].flatMap((sealed) => (sealed ? [openSecret(subscription.id, sealed)] : []));
  return postWebhook({ url: subscription.target, id: `msg_${id}`, body: bodyOf(event, env.PUBLIC_URL), secrets, isAllowed: addressJudge(env.WEBHOOK_NETWORKS) });
}

/** Sends, and looks each minute for what nobody does: keys that expire, workers that are gone. Until `signal` aborts. */
export async function keepNotifications(sender: Sender, signal: AbortSignal): Promise<void> {
  let wake: () => void = () => undefined;
  const unsubscribe = await subscribe("notification", () => wake());
  let [lookedAt, forgotAt] = [0, 0];
  while (!signal.aborted) {
    const woken = new Promise<void>((done) => (wake = done));
    try {
      if (Date.now() - lookedAt > lookMs) {
        lookedAt = Date.now();
        await Promise.all([announceGoneWorkers(), announceExpiringKeys()]);
      }
      if (Date.now() - forgotAt > forgetMs) {
        forgotAt = Date.now();
        await forgetOldEvents();
      }
      if ((await sendDue(sender)) > 0) continue;
    } catch (error) {
      sender.log.warn({ error: messageOf(error) }, "sending notifications failed, trying again");
    }
    await Promise.race([woken, sleep(pollMs, undefined, { signal }).catch(() => undefined)]);
  }
  unsubscribe();
}
