import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { insertImage, insertPublishableBuild, insertPublishedBuild, insertRevocation } from "#lib/channels/testing.ts";
import { promote } from "#lib/channels/mutations.ts";
import { db } from "#lib/db.ts";
import { findSubscription, listSubscriptions } from "#lib/notifications/data.ts";
import { listDeliveries } from "#lib/notifications/deliveries/data.ts";
import { sendAgain } from "#lib/notifications/deliveries/mutations.ts";
import { announceExpiringKeys, announceGoneWorkers } from "#lib/notifications/events/mutations.ts";
import { addSubscription, editSubscription, removeSubscription, rotateSecret, sendTest } from "#lib/notifications/mutations.ts";
import { isSignedWith } from "#lib/outgoing/receivers-fixture.ts";
import { pauseFactory } from "#lib/schedule/obstacles/mutations.ts";
import { sendDue } from "./notifications.ts";
import { actor, later, openPostOffice } from "./post-office-fixture.ts";

let office: Awaited<ReturnType<typeof openPostOffice>>;
beforeAll(async () => void (office = await openPostOffice()));
afterAll(() => office.stop());
beforeEach(() => office.clear());

const pause = () => pauseFactory(actor, { reason: "moving", until: null });

test("every act is told once, with a signature that an independent receiver accepts", async () => {
  const { imageId, imageName, count } = office.now;
  const { secret } = await office.subscribe();
  await promote(actor, { imageName, version: (await insertPublishedBuild(db, imageId, "20261101-1"), "20261101-1") });
  await insertPublishedBuild(db, imageId, "20261102-1");
  await promote(actor, { imageName, version: "20261102-1" });
  await insertRevocation(db, await insertPublishedBuild(db, imageId, "20261103-1"));
  const failing = await insertPublishableBuild(db, imageId, "20261104-1");
  await db.build.update({ where: { id: failing }, data: { status: "failed", failedStage: "publishing", failureReason: "no room", finishedAt: new Date() } });
  await pause();
  await db.cloud.create({ data: { name: `cloud-${count}`, driftPolicy: "report" } });
  await db.cloudFinding.create({ data: { cloud: `cloud-${count}`, imageId, kind: "two_latest", subject: imageName, detail: "two of them" } });
  await db.worker.create({ data: { name: "silent", hostName: "h", processId: 1, capabilities: {}, heartbeatAt: later(-3_600_000) } });
  await db.signingKey.create({ data: { fingerprint: "B".repeat(40), algorithm: "x", userId: "x", state: "retired", armoredPublicKey: "x", validFrom: later(-1_000), validUntil: later(86_400_000) } });
  await db.signingKey.updateMany({ where: { state: "active" }, data: { validUntil: later(20 * 86_400_000) } });
  await Promise.all([1, 2, 3].flatMap(() => [announceGoneWorkers(), announceExpiringKeys()]));
  await announceGoneWorkers();
  await office.sendAll();
  const counts = Object.fromEntries([...new Set(office.types())].map((type) => [type, office.types().filter((one) => one === type).length]));
  expect(counts).toEqual({ "build.published": 3, "build.promoted": 2, "build.revoked": 1, "build.failed": 1, "schedule.paused": 1, "cloud.invariant-broken": 1, "worker.gone": 1, "key.expires-soon": 1 });
  expect(office.messages().every((message) => isSignedWith(secret, message))).toBe(true);
  expect(office.messages().some((message) => isSignedWith("whsec_AAAA", message))).toBe(false);
  const failed = office.messages().map(({ body }) => JSON.parse(body) as { type: string; data: object }).find(({ type }) => type === "build.failed");
  expect(failed!.data).toEqual({ image: imageName, version: "20261104-1", trigger: "manual", stage: "publishing", reason: "no room", url: `https://images.example/images/${imageName}/20261104-1` });
  await db.signingKey.updateMany({ where: { state: "active" }, data: { validUntil: later(6 * 86_400_000) } });
  await announceExpiringKeys();
  await office.sendAll();
  expect(office.types().filter((type) => type === "key.expires-soon")).toHaveLength(2);
});

test("a rollback is told as one, only what was chosen is told, and only of the images that were chosen", async () => {
  const { imageId, imageName, count } = office.now;
  const otherName = `Standard_Other_${count}`;
  const other = await insertImage(db, otherName);
  await office.subscribe(["promoted", "rolled_back"], { images: [imageName] });
  await insertPublishedBuild(db, imageId, "20261101-1");
  await insertPublishedBuild(db, other, "20261101-1");
  await promote(actor, { imageName, version: "20261101-1" });
  await promote(actor, { imageName: otherName, version: "20261101-1" });
  const buildId = await insertPublishedBuild(db, imageId, "20261102-1");
  await db.$transaction(async (tx) => {
    const latest = await tx.channel.findFirstOrThrow({ where: { imageId, name: "latest" } });
    const promotion = await tx.promotion.create({ data: { imageId, sequence: 2, kind: "rollback", buildId, displacedBuildId: latest.buildId, actorKind: "system", actorName: "test" } });
    await tx.channel.update({ where: { imageId_name: { imageId, name: "latest" } }, data: { buildId, promotionId: promotion.id } });
  });
  await office.sendAll();
  expect(office.types().sort()).toEqual(["build.promoted", "build.rolled-back"]);
});

test("an act that is rolled back is told to nobody, and without subscribers nothing is written", async () => {
  await pause();
  expect(await db.notificationEvent.count()).toBe(0);
  await db.factoryPause.deleteMany();
  await office.subscribe(["schedule_paused"]);
  await db.$transaction(async (tx) => {
    await tx.factoryPause.create({ data: { reason: "x", pausedByName: "x" } });
    expect(await tx.notificationDelivery.count()).toBe(1);
    throw new Error("the process dies");
  }).catch(() => undefined);
  expect(await db.notificationDelivery.count()).toBe(0);
});

test("secrets and the path of the address are in no log, no audit row, and nothing that a page reads", async () => {
  office.receiver.statuses.set(office.now.path, [500]);
  const { id, secret } = await office.subscribe();
  await rotateSecret(actor, { subscriptionId: id, revision: 1 });
  await pause();
  await office.sendAll();
  const stored = JSON.stringify(await db.notificationSubscription.findMany());
  const read = JSON.stringify([(await listSubscriptions(actor)).rows, await findSubscription(actor, id), await listDeliveries(actor, {}), await db.auditEntry.findMany({ select: { before: true, after: true } })]);
  expect(office.written.log).toContain("did not arrive");
  for (const text of [stored, read, office.written.log]) expect(text).not.toContain(secret.slice(10, 30));
  expect(read).not.toMatch(/whsec_|"v1\./);
  expect(office.written.log).not.toContain(office.now.path);
  expect(JSON.stringify(await db.auditEntry.findMany({ where: { objectId: id }, select: { after: true } }))).not.toContain(office.now.path);
});

test("mails go to a real server; one that refuses is told and tried again", async () => {
  await addSubscription(actor, { kind: "email", name: "Team", target: "team@example.org", events: ["schedule_paused"], images: [] });
  await pause();
  office.mailServer.behaviour.refuses = true;
  await office.sendAll();
  expect(await office.delivery()).toMatchObject({ state: "waiting", lastStatus: 550, lastError: expect.stringContaining("nobody here") });
  office.mailServer.behaviour.refuses = false;
  await sendDue(office.sender, later(60_000));
  const { id, state } = await office.delivery();
  expect(state).toBe("delivered");
  expect(office.mailServer.mails).toHaveLength(1);
  expect(office.mailServer.mails[0]).toMatchObject({ from: expect.stringContaining("<factory@images.example>"), to: expect.stringContaining("<team@example.org>") });
  expect(office.mailServer.mails[0]!.text).toContain(`Message-ID: <${id}@images.example>`);
  expect(office.mailServer.mails[0]!.text).toContain("Subject: Scheduled builds were paused: moving");
  expect(office.mailServer.mails[0]!.text).toContain("https://images.example/admin/schedule");
});

test("without a mail server e-mail is refused with the remedy, and a worker without one says so", async () => {
  await addSubscription(actor, { kind: "email", name: "Team", target: "team@example.org", events: ["schedule_paused"], images: [] });
  process.env["SMTP_URL"] = "";
  expect(await addSubscription(actor, { kind: "email", name: "x", target: "x@example.org", events: ["promoted"], images: [] })).toMatchObject({ code: "mail-off" });
  process.env["SMTP_URL"] = office.mailServer.url;
  await pause();
  await sendDue({ ...office.sender, env: { ...office.sender.env, SMTP_URL: undefined } });
  expect(await office.delivery()).toMatchObject({ lastError: "E-mail is off: SMTP_URL is not set for this worker." });
});

test("edits are refused when stale or wrong; what is off waits; what is removed ends, and its log stays", async () => {
  const { id } = await office.subscribe();
  const edit = { subscriptionId: id, revision: 1, kind: "webhook" as const, name: "Ops", target: `${office.receiver.url}${office.now.path}`, events: ["schedule_paused" as const], images: [], isOn: false };
  const outcomes = await Promise.all([editSubscription(actor, edit), editSubscription(actor, { ...edit, name: "Ops 2" })]);
  expect(outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.code)).sort()).toEqual(["ok", "stale"]);
  expect(await editSubscription(actor, { ...edit, revision: 2, images: ["Standard_Nothing"] })).toMatchObject({ code: "image-unknown", fieldErrors: { images: [expect.stringContaining("Standard_Nothing")] } });
  expect(await editSubscription(actor, { ...edit, revision: 2, target: "https://10.0.0.1/" })).toMatchObject({ code: "address-refused" });
  expect(await sendTest(actor, { subscriptionId: id })).toMatchObject({ code: "subscription-off" });
  await pause();
  expect(await db.notificationDelivery.count()).toBe(0);
  await editSubscription(actor, { ...edit, revision: 2, isOn: true });
  await sendTest(actor, { subscriptionId: id });
  expect(await removeSubscription(actor, { subscriptionId: id, revision: 3 })).toMatchObject({ ok: true });
  await office.sendAll();
  expect(office.messages()).toEqual([]);
  expect((await listDeliveries(actor, { to: id })).rows).toMatchObject([{ state: "given_up", lastError: "The subscription was removed." }]);
  expect(await sendAgain(actor, { deliveryId: (await office.delivery()).id })).toMatchObject({ code: "delivery-unknown" });
  expect((await listSubscriptions(actor)).rows).toEqual([]);
});
