import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { readOverview } from "./data.ts";
import { insertImage, insertPublishedBuild } from "../testing.ts";

let database: TestDatabase;
const actor = systemActor("test");

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

test("an empty portal has an empty overview", async () => {
  expect(await readOverview(actor)).toEqual({ waiting: [], failed: [], running: [], queued: [], workers: [], imageNames: [] });
});

test("a failure asks for a human until a later build of the image is under way", async () => {
  const imageId = await insertImage(db, "Standard_Fails");
  const worker = await db.worker.create({ data: { name: "w", hostName: "h", processId: 1, capabilities: "an unknown shape" } });
  const fail = async (version: string) => {
    const { id } = await db.build.create({ data: { imageId, version, trigger: "nightly" } });
    await db.build.update({ where: { id }, data: { status: "building", workerId: worker.id, startedAt: new Date() } });
    await db.build.update({ where: { id }, data: { status: "failed", failedStage: "building", failureReason: "no space", finishedAt: new Date() } });
  };
  const failed = async () => (await readOverview(actor)).failed.map(({ version }) => version);
  await fail("20261101-1");
  await fail("20261102-1");
  expect(await failed()).toEqual(["20261102-1"]);
  const next = await db.build.create({ data: { imageId, version: "20261103-1", trigger: "manual" } });
  expect(await failed()).toEqual([]);
  await db.build.update({ where: { id: next.id }, data: { status: "cancelled", finishedAt: new Date() } });
  expect(await failed()).toEqual(["20261102-1"]);
  await insertPublishedBuild(db, imageId, "20261104-1");
  expect(await failed()).toEqual([]);
});

test("queue in the order in which it will be worked off, running builds with their worker, living workers only", async () => {
  const imageId = await insertImage(db, "Standard_Queue");
  const worker = await db.worker.create({ data: { name: "living", hostName: "h", processId: 2, capabilities: { kinds: ["kiwi-uefi"], accelerator: "kvm", more: 1 } } });
  await db.worker.create({ data: { name: "ended", hostName: "h", processId: 3, capabilities: {}, stoppedAt: new Date() } });
  for (const [version, priority] of [["20261201-1", 0], ["20261202-1", 0], ["20261203-1", 5]] as const) await db.build.create({ data: { imageId, version, trigger: "manual", priority } });
  const running = await db.build.create({ data: { imageId, version: "20261204-1", trigger: "manual" } });
  await db.build.update({ where: { id: running.id }, data: { status: "building", workerId: worker.id, startedAt: new Date(), cancelRequestedAt: new Date() } });
  const overview = await readOverview(actor);
  expect(overview.queued.map(({ version }) => version)).toEqual(["20261203-1", "20261201-1", "20261202-1"]);
  expect(overview.running).toMatchObject([{ image: "Standard_Queue", version: "20261204-1", worker: "living", isCancelling: true }]);
  const byName = Object.fromEntries(overview.workers.map(({ name, capabilities }) => [name, capabilities]));
  expect(byName).toMatchObject({ living: { kinds: ["kiwi-uefi"], accelerator: "kvm" }, w: { kinds: [] } });
  expect(Object.keys(byName)).not.toContain("ended");
});
