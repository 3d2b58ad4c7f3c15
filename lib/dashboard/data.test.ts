import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { insertImage, insertPublishedBuild, insertRevocation } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { readDashboard } from "./data.ts";

let database: TestDatabase;
const read = (now?: Date) => readDashboard(systemActor("test"), "all", now);
const about = async (image: string) => (await read()).matters.flatMap((matter) => ("image" in matter && matter.image === image ? [matter] : []));
const ago = (days: number) => new Date(Date.now() - days * 86_400_000);

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

test("an empty factory lacks a key and a worker, and nothing else", async () => {
  const { matters, workload, nights } = await read();
  expect(matters.map(({ kind }) => kind)).toEqual(["no-signing-key", "no-worker"]);
  expect(workload).toEqual({ running: [], queued: [], queuedCount: 0, workers: [], imageNames: [] });
  expect(nights.rows).toEqual([]);
});

test("a failure needs somebody until a later build of the image is under way", async () => {
  const imageId = await insertImage(db, "Standard_Fails");
  const worker = await db.worker.create({ data: { name: "w", hostName: "h", processId: 1, capabilities: "an unknown shape" } });
  const fail = async (version: string) => {
    const { id } = await db.build.create({ data: { imageId, version, trigger: "nightly" } });
    await db.build.update({ where: { id }, data: { status: "building", workerId: worker.id, startedAt: new Date() } });
    await db.build.update({ where: { id }, data: { status: "failed", failedStage: "building", failureReason: "no space", finishedAt: new Date() } });
  };
  const failed = async () => (await about("Standard_Fails")).flatMap((matter) => (matter.kind === "failed-build" ? [matter.version] : []));
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

test("an image is stale when its latest is older than its interval and a day of grace, or was withdrawn", async () => {
  const imageId = await insertImage(db, "Standard_Stale");
  await db.image.update({ where: { id: imageId }, data: { refreshDays: 7 } });
  const [older, newer] = [await insertPublishedBuild(db, imageId, "20261001-1", ago(20)), await insertPublishedBuild(db, imageId, "20261008-1", ago(8.1))];
  const promote = async (buildId: string, sequence: number) => {
    await db.$transaction(async (tx) => {
      const { id } = await tx.promotion.create({ data: { imageId, sequence, kind: sequence === 1 ? "first" : "promotion", buildId, displacedBuildId: sequence === 1 ? null : older, actorKind: "system", actorName: "test" } });
      await tx.channel.deleteMany({ where: { imageId } });
      await tx.channel.create({ data: { imageId, name: "latest", buildId, promotionId: id } });
      if (sequence > 1) await tx.channel.create({ data: { imageId, name: "prev", buildId: older, promotionId: id } });
    });
  };
  const stale = async () => (await about("Standard_Stale")).map((matter) => (matter.kind === "stale-image" ? `stale ${matter.latestVersion}` : `${matter.kind} ${"isStale" in matter && matter.isStale}`));
  await promote(older, 1);
  expect(await stale()).toEqual(["waiting-build true"]);
  await promote(newer, 2);
  expect(await stale()).toEqual(["stale 20261008-1"]);
  const { id } = await db.build.create({ data: { imageId, version: "20261201-1", trigger: "manual" } });
  expect(await stale()).toEqual([]);
  await db.build.update({ where: { id }, data: { status: "cancelled", finishedAt: new Date() } });
  expect(await stale()).toEqual(["stale 20261008-1"]);
  await db.image.update({ where: { id: imageId }, data: { refreshDays: 8 } });
  expect(await stale()).toEqual([]);
});

test("what is wrong in the clouds: findings that are open, clouds that fail, registrations that failed; not of clouds that are gone", async () => {
  const imageId = await insertImage(db, "Standard_Cloud");
  const buildId = await insertPublishedBuild(db, imageId, "20261101-1");
  await insertRevocation(db, buildId);
  for (const [name, isConfigured] of [["one", true], ["former", false]] as const) {
    await db.cloud.create({ data: { name, driftPolicy: "report", isConfigured, errorCode: "timeout", errorMessage: "no answer", failingSince: ago(1) } });
    const finding = { cloud: name, imageId, kind: "no_latest", subject: "x", detail: "none is called so" } as const;
    await db.cloudFinding.createMany({ data: [finding, { ...finding, kind: "stale" }, { ...finding, kind: "missing", foundAt: ago(2), endedAt: ago(1) }] });
    await db.glanceRegistration.create({ data: { imageId, buildId, cloud: name, wantedName: "x", wantedHidden: true, state: "failed", lastError: "refused" } });
  }
  const { matters } = await read();
  expect(matters.filter(({ kind }) => /^(cloud|registration)/.test(kind))).toMatchObject([
    { kind: "cloud-finding", cloud: "one", finding: "no_latest", image: "Standard_Cloud" },
    { kind: "cloud-failing", cloud: "one", code: "timeout" },
    { kind: "registration-failed", cloud: "one", version: "20261101-1", error: "refused" },
  ]);
});
