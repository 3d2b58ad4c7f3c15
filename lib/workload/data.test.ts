import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { insertImage, insertPublishableBuild } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { readWorkload } from "./data.ts";

let database: TestDatabase;
const now = new Date();
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const read = () => readWorkload(systemActor("test"), now);

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

/** A published build that took so many minutes to build and to test; its transitions are what the medians are made of. */
const past = async (imageId: string, version: string, building: number, testing: number) => {
  const id = await insertPublishableBuild(db, imageId, version);
  const startedAt = minutes(-1_000);
  const at = (minute: number) => new Date(startedAt.getTime() + minute * 60_000);
  const steps = [["queued", "building", 0], ["building", "testing", building], ["testing", "signing", building + testing], ["signing", "publishing", building + testing + 1], ["publishing", "published", building + testing + 2]] as const;
  for (const [fromStatus, toStatus, minute] of steps) await db.buildEvent.create({ data: { buildId: id, kind: "transition", fromStatus, toStatus, message: "", at: at(minute) } });
  await db.build.update({ where: { id }, data: { status: "published", startedAt, publishedAt: at(building + testing + 2), finishedAt: at(building + testing + 2) } });
};

test("running builds with what each stage usually takes, the queue in its order with the expected starts, and the living workers", async () => {
  const imageId = await insertImage(db, "Standard_Queue");
  await past(imageId, "20261001-1", 10, 4);
  await past(imageId, "20261002-1", 12, 6);
  await past(imageId, "20261003-1", 90, 5);
  await db.worker.updateMany({ data: { stoppedAt: now } });
  // A worker that can build says so with a reason of null, as lib/worker registers it.
  const capabilities = { kinds: ["kiwi-bios"], accelerator: "kvm", mode: "partx", version: "1", reason: null, more: 1 };
  const worker = await db.worker.create({ data: { name: "living", hostName: "h", processId: 2, capabilities } });
  await db.worker.create({ data: { name: "lost", hostName: "h", processId: 3, capabilities, heartbeatAt: minutes(-10) } });
  await db.worker.create({ data: { name: "forgotten", hostName: "h", processId: 4, capabilities, heartbeatAt: minutes(-60 * 24 * 15) } });
  for (const [version, priority] of [["20261201-1", 0], ["20261202-1", 0], ["20261203-1", 5]] as const) await db.build.create({ data: { imageId, version, trigger: "manual", priority } });
  const running = await db.build.create({ data: { imageId, version: "20261204-1", trigger: "manual" } });
  await db.build.update({ where: { id: running.id }, data: { status: "building", workerId: worker.id, startedAt: minutes(-9), cancelRequestedAt: now } });
  await db.buildEvent.create({ data: { buildId: running.id, kind: "transition", fromStatus: "queued", toStatus: "building", message: "", at: minutes(-9) } });

  const workload = await read();
  expect(workload.workers.map(({ name, isLost, build }) => [name, isLost, build?.version ?? null])).toEqual([["living", false, "20261204-1"], ["lost", true, null]]);
  expect(workload.workers[0]?.capabilities).toEqual({ kinds: ["kiwi-bios"], accelerator: "kvm", mode: "partx", version: "1", reason: null });
  expect(workload.running).toMatchObject([{ image: "Standard_Queue", version: "20261204-1", worker: "living", isCancelling: true, expectedEnd: minutes(11) }]);
  // The medians of 10, 12 and 90, and of 4, 5 and 6 minutes.
  expect(workload.running[0]?.stages.map(({ name, usualMs }) => [name, usualMs && usualMs / 60_000])).toEqual([["queued", null], ["building", 12], ["testing", 5], ["signing", 1], ["publishing", 1], ["published", null]]);
  expect(workload.running[0]?.stages[1]).toMatchObject({ state: "current", durationMs: 9 * 60_000 });
  // A whole build takes 20 minutes, the present one has been at it for nine.
  expect(workload.queued.map(({ version, expectedStart }) => [version, expectedStart])).toEqual([["20261203-1", { at: minutes(11) }], ["20261201-1", { at: minutes(31) }], ["20261202-1", { at: minutes(51) }]]);
  expect([workload.queuedCount, workload.imageNames]).toEqual([3, ["Standard_Queue"]]);
});

test("an image without a past is taken to last as long as the others", async () => {
  const imageId = await insertImage(db, "Standard_New");
  await db.build.create({ data: { imageId, version: "20261201-1", trigger: "manual", priority: 9, queuedAt: minutes(-1) } });
  const { queued } = await read();
  expect(queued.map(({ image, expectedStart }) => [image, expectedStart]).slice(0, 2)).toEqual([["Standard_New", { at: minutes(11) }], ["Standard_Queue", { at: minutes(31) }]]);
});

test("without a living worker nothing begins", async () => {
  await db.worker.updateMany({ data: { stoppedAt: now } });
  expect((await read()).queued.every(({ expectedStart }) => expectedStart === "no-worker")).toBe(true);
});
