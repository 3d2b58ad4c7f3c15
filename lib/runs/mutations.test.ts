import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { maxAttempts } from "#lib/builds/rules.ts";
import { insertImage } from "#lib/channels/testing.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { heartbeat, registerWorker, retireWorker } from "#lib/workers/mutations.ts";
import { listAbandoned } from "./data.ts";
import { LeaseLost } from "./lease.ts";
import { appendLog, claimBuild, endBuild, enterStage, recordTestRun, takeOverBuild } from "./mutations.ts";

const actor = systemActor("test");
let database: TestDatabase;
let buildId: string;
let counter = 0;
beforeAll(async () => void (database = await startTestDatabase()));
afterAll(() => database.stop());
beforeEach(async () => {
  const imageId = await insertImage(database.db, `Standard_Runs_${++counter}`);
  ({ id: buildId } = await database.db.build.create({ data: { imageId, version: "20260101-1", trigger: "manual" }, select: { id: true } }));
});

const status = async () => (await database.db.build.findUniqueOrThrow({ where: { id: buildId } })).status;
const silence = (workerId: string) => database.db.worker.update({ where: { id: workerId }, data: { heartbeatAt: new Date(Date.now() - 60_000) } });

async function claim() {
  const workerId = await registerWorker("one", {});
  const lease = await claimBuild(buildId, workerId);
  if (!lease) throw new Error("not claimed");
  return lease;
}

test("of ten workers one gets a queued build", async () => {
  const workers = await Promise.all(Array.from({ length: 10 }, (_, n) => registerWorker(`worker ${n}`, {})));
  const leases = await Promise.all(workers.map((workerId) => claimBuild(buildId, workerId)));
  expect(leases.filter(Boolean)).toHaveLength(1);
});

test("a living worker's build is not taken over; a silent or stopped one's is, once, in its stage", async () => {
  const lease = await claim();
  await enterStage(lease, "building", "testing");
  const others = await Promise.all(Array.from({ length: 5 }, (_, n) => registerWorker(`other ${n}`, {})));
  await heartbeat(lease.workerId);
  expect(await takeOverBuild(buildId, others[0] ?? "", actor)).toBeNull();
  await silence(lease.workerId);
  expect((await listAbandoned()).map(({ id }) => id)).toContain(buildId);
  const taken = (await Promise.all(others.map((workerId) => takeOverBuild(buildId, workerId, actor)))).filter(Boolean);
  expect(taken).toMatchObject([{ attempt: 2 }]);
  expect(await status()).toBe("testing");
});

test("a worker that wakes up after its replacement can write nothing", async () => {
  const old = await claim();
  await silence(old.workerId);
  const next = await takeOverBuild(buildId, await registerWorker("next", {}), actor);
  expect(next).not.toBeNull();
  await expect(enterStage(old, "building", "testing")).rejects.toThrow(LeaseLost);
  await expect(endBuild(old, actor, { status: "failed", stage: "building", reason: "late" })).rejects.toThrow(LeaseLost);
  await expect(recordTestRun(old, { accelerator: "tcg", bootSeconds: 1, verdict: "passed", startedAt: new Date(), results: [] })).rejects.toThrow(LeaseLost);
  await expect(appendLog(old, 1, "late\n")).rejects.toThrow(LeaseLost);
  expect(await status()).toBe("building");
});

test("the log of a build that has ended stays as it was read", async () => {
  const lease = await claim();
  await appendLog(lease, 1, "a line\n");
  await endBuild(lease, actor, { status: "cancelled", stage: "building" });
  await expect(appendLog(lease, 2, "too late\n")).rejects.toThrow(LeaseLost);
  expect(await database.db.buildLogChunk.findMany({ where: { buildId }, select: { text: true } })).toEqual([{ text: "a line\n" }]);
});

test("a build that loses too many workers fails with that reason, and its log stays", async () => {
  let lease = await claim();
  await appendLog(lease, 1, "a line\n");
  for (let n = 1; n < maxAttempts; n++) {
    await retireWorker(lease.workerId);
    const next = await takeOverBuild(buildId, await registerWorker(`worker ${n}`, {}), actor);
    if (!next) throw new Error(`not taken over the ${n}th time`);
    lease = next;
  }
  await retireWorker(lease.workerId);
  expect(await takeOverBuild(buildId, await registerWorker("last", {}), actor)).toBeNull();
  const build = await database.db.build.findUniqueOrThrow({ where: { id: buildId }, include: { logChunks: true } });
  expect(build).toMatchObject({ status: "failed", failedStage: "building" });
  expect(build.failureReason).toContain(`lost ${maxAttempts} times`);
  expect(build.logChunks).toHaveLength(1);
});

test("a test run that is done again is a second run, and the last one counts", async () => {
  const first = await claim();
  const report = { accelerator: "tcg", bootSeconds: 90, startedAt: new Date(), results: [] };
  await recordTestRun(first, { ...report, verdict: "failed" });
  await silence(first.workerId);
  const second = await takeOverBuild(buildId, await registerWorker("second", {}), actor);
  if (!second) throw new Error("not taken over");
  await recordTestRun(second, { ...report, verdict: "passed" });
  expect(await database.db.build.findUniqueOrThrow({ where: { id: buildId } })).toMatchObject({ testsPassed: true });
});
