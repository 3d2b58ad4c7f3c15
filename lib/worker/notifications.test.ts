import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "#lib/db.ts";
import { findSubscription } from "#lib/notifications/data.ts";
import { claimDeliveries, forgetOldEvents, recordDelivered, recordFailed, sendAgain } from "#lib/notifications/deliveries/mutations.ts";
import { rotateSecret, sendTest } from "#lib/notifications/mutations.ts";
import { isSignedWith } from "#lib/outgoing/receivers-fixture.ts";
import { pauseFactory } from "#lib/schedule/obstacles/mutations.ts";
import { sendDue } from "./notifications.ts";
import { actor, later, openPostOffice } from "./post-office-fixture.ts";

let office: Awaited<ReturnType<typeof openPostOffice>>;
beforeAll(async () => void (office = await openPostOffice()));
afterAll(() => office.stop());
beforeEach(() => office.clear());

const pause = () => pauseFactory(actor, { reason: "moving", until: null });

test("a receiver that fails twice gets the same message with the same id, and then it counts as healthy again", async () => {
  office.receiver.statuses.set(office.now.path, [500, 500, 200]);
  const { id, secret } = await office.subscribe();
  await pause();
  expect(await sendDue(office.sender)).toBe(1);
  expect(await office.delivery()).toMatchObject({ state: "waiting", attempts: 1, lastStatus: 500, lastError: "Answered 500." });
  expect(await sendDue(office.sender)).toBe(0);
  expect(await sendDue(office.sender, later(61_000))).toBe(1);
  expect(await findSubscription(actor, id)).toMatchObject({ consecutiveFailures: 2, failingSince: expect.any(Date), isFailing: false });
  await sendDue(office.sender, later(500_000));
  const messages = office.messages();
  expect(messages).toHaveLength(3);
  expect(new Set(messages.map(({ headers, body }) => `${String(headers["webhook-id"])} ${body}`)).size).toBe(1);
  expect(messages.every((message) => isSignedWith(secret, message))).toBe(true);
  expect(await office.delivery()).toMatchObject({ state: "delivered", attempts: 3, lastStatus: 200, lastError: null });
  expect(await findSubscription(actor, id)).toMatchObject({ consecutiveFailures: 0, failingSince: null, lastDeliveredAt: expect.any(Date) });
});

test("after a day it is given up, the subscription is shown as failing and stays on; it can be sent again", async () => {
  office.receiver.statuses.set(office.now.path, [503]);
  const { id } = await office.subscribe();
  await pause();
  let now = Date.now();
  for (let n = 0; n < 40 && (await office.delivery()).state === "waiting"; n += 1) {
    now = Math.max(now, (await office.delivery()).nextAttemptAt.getTime());
    const [claimed] = await claimDeliveries(1, new Date(now));
    await recordFailed(claimed!, { status: 503, message: "Answered 503." }, new Date(now));
  }
  const given = await office.delivery();
  expect(given.state).toBe("given_up");
  expect(given.attempts).toBeGreaterThan(10);
  expect(await findSubscription(actor, id)).toMatchObject({ isFailing: true, isOn: true });
  office.receiver.statuses.set(office.now.path, [204]);
  expect(await sendAgain(actor, { deliveryId: given.id })).toMatchObject({ ok: true });
  await office.sendAll();
  expect(await office.delivery()).toMatchObject({ id: given.id, state: "delivered", lastStatus: 204 });
});

test("who claims and dies loses nothing, and its late answer changes nothing", async () => {
  await office.subscribe();
  await pause();
  const [dead] = await claimDeliveries(8);
  expect(await sendDue(office.sender)).toBe(0);
  expect(await sendDue(office.sender, later(61_000))).toBe(1);
  expect(office.messages()).toHaveLength(1);
  const before = await office.delivery();
  await recordDelivered(dead!, 200);
  expect(await office.delivery()).toEqual(before);
});

test("ten senders at once make one attempt of each delivery", async () => {
  for (let n = 0; n < 2; n += 1) await office.subscribe(["schedule_paused"]);
  await pause();
  await Promise.all(Array.from({ length: 10 }, () => sendDue(office.sender)));
  expect(office.messages()).toHaveLength(2);
});

test("a receiver that hangs does not hold up the others", async () => {
  office.receiver.statuses.set(`${office.now.path}-hangs`, [0]);
  const hanging = await office.subscribe(["promoted"], { at: `${office.now.path}-hangs` });
  const other = await office.subscribe(["promoted"]);
  for (let n = 0; n < 5; n += 1) await sendTest(actor, { subscriptionId: hanging.id });
  await sendTest(actor, { subscriptionId: other.id });
  const round = sendDue(office.sender);
  await expect.poll(() => office.messages().length, { timeout: 5_000 }).toBe(1);
  expect(await round).toBe(3);
  expect(await db.notificationDelivery.count({ where: { subscriptionId: hanging.id, lastError: "No answer within 10 s." } })).toBe(2);
});

test("for two days after a change both secrets sign, then the new one alone", async () => {
  const { id, secret } = await office.subscribe();
  const rotated = await rotateSecret(actor, { subscriptionId: id, revision: 1 });
  const renewed = rotated.ok ? rotated.value.shownOnce.lines[0]! : "";
  await sendTest(actor, { subscriptionId: id });
  await office.sendAll();
  await db.notificationSubscription.update({ where: { id }, data: { formerSecretUntil: new Date() } });
  await sendTest(actor, { subscriptionId: id });
  await office.sendAll();
  expect(office.messages().map((message) => [isSignedWith(secret, message), isSignedWith(renewed, message)])).toEqual([[true, true], [false, true]]);
  expect(await rotateSecret(actor, { subscriptionId: id, revision: 1 })).toMatchObject({ code: "stale", message: expect.stringContaining("test has changed this subscription meanwhile") });
});

test("the secret of one subscription does not open under another, nor under another key", async () => {
  const one = await office.subscribe();
  const two = await office.subscribe();
  const { secret } = await db.notificationSubscription.findUniqueOrThrow({ where: { id: one.id } });
  await db.notificationSubscription.update({ where: { id: two.id }, data: { secret, revision: 2 } });
  await sendTest(actor, { subscriptionId: two.id });
  await office.sendAll();
  expect(await office.delivery()).toMatchObject({ state: "waiting", lastError: expect.stringContaining("NOTIFICATION_SECRET") });
  expect(office.messages()).toEqual([]);
});

test("events that are over for three months are forgotten; what still waits is not", async () => {
  const { id } = await office.subscribe();
  const old = later(-91 * 86_400_000);
  for (const state of ["waiting", "given_up"] as const) await db.notificationEvent.create({ data: { kind: "test", data: {}, at: old, deliveries: { create: { subscriptionId: id, state } } } });
  expect(await forgetOldEvents()).toBe(1);
  expect(await office.delivery()).toMatchObject({ state: "waiting" });
});
