import pino from "pino";
import { systemActor } from "#lib/auth/actor.ts";
import { insertImage } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { addSubscription } from "#lib/notifications/mutations.ts";
import { eventNames, type EventKind } from "#lib/notifications/events/schema.ts";
import { startMailServer, startReceiver } from "#lib/outgoing/receivers-fixture.ts";
import { startTestDatabase } from "#lib/postgres/testing.ts";
import { sendDue, type Sender } from "./notifications.ts";

export const actor = systemActor("test");
export const later = (ms: number) => new Date(Date.now() + ms);

/** A database, a receiver of webhooks and a mail server of their own, and a sender between them. */
export async function openPostOffice() {
  process.env["NEXTAUTH_SECRET"] = "a secret of the tests that is long enough";
  process.env["WEBHOOK_NETWORKS"] = "127.0.0.0/8,::1/128";
  const [database, receiver, mailServer] = await Promise.all([startTestDatabase(), startReceiver(), startMailServer()]);
  process.env["SMTP_URL"] = mailServer.url;
  const written = { log: "" };
  const log = pino({}, { write: (line: string) => void (written.log += line) });
  const sender: Sender = { env: { PUBLIC_URL: "https://images.example", SMTP_URL: mailServer.url, SMTP_FROM: "factory@images.example", WEBHOOK_NETWORKS: ["127.0.0.0/8", "::1/128"] }, log };
  const now = { imageId: "", imageName: "", path: "", count: 0 };
  return {
    receiver,
    mailServer,
    sender,
    written,
    /** The image and the receiver's path of the present test. */
    now,
    clear: async () => {
      await db.notificationSubscription.deleteMany();
      await db.notificationEvent.deleteMany();
      await db.factoryPause.deleteMany();
      now.count += 1;
      now.path = `/hook-${now.count}`;
      now.imageName = `Standard_Told_${now.count}`;
      now.imageId = await insertImage(db, now.imageName);
    },
    /** Subscribes the receiver; gives id and secret. */
    subscribe: async (events: EventKind[] = [...eventNames], more: { at?: string; images?: string[] } = {}) => {
      const outcome = await addSubscription(actor, { kind: "webhook", name: "Ops", target: receiver.url + (more.at ?? now.path), events, images: more.images ?? [] });
      if (!outcome.ok) throw new Error(outcome.message);
      const { id } = await db.notificationSubscription.findFirstOrThrow({ orderBy: { createdAt: "desc" } });
      return { id, secret: outcome.value.shownOnce?.lines[0] ?? "" };
    },
    delivery: () => db.notificationDelivery.findFirstOrThrow({ orderBy: { createdAt: "desc" } }),
    messages: () => receiver.at(now.path),
    types: () => receiver.at(now.path).map(({ body }) => (JSON.parse(body) as { type: string }).type),
    sendAll: async () => {
      while ((await sendDue(sender)) > 0);
    },
    stop: async () => {
      receiver.stop();
      mailServer.stop();
      await db.$disconnect();
      await database.stop();
    },
  };
}
