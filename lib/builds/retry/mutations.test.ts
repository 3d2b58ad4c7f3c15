import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { insertImage, insertPublishedBuild } from "#lib/channels/testing.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { readRun } from "#lib/runs/data.ts";
import { claimBuild, endBuild, enterStage } from "#lib/runs/mutations.ts";
import { registerWorker } from "#lib/workers/mutations.ts";
import { stageRail } from "../timeline.ts";
import { retryBuild } from "./mutations.ts";
import { insertResumableBuild } from "./testing.ts";

const actor = systemActor("test");
let database: TestDatabase;
let imageName: string;
let imageId: string;
let buildId: string;
let counter = 0;
beforeAll(async () => void (database = await startTestDatabase()));
afterAll(() => database.stop());
beforeEach(async () => {
  imageName = `Standard_Retry_${++counter}`;
  imageId = await insertImage(database.db, imageName);
  buildId = await insertResumableBuild(database.db, imageName, "20260101-1");
});

const change = (data: Parameters<typeof database.db.build.update>[0]["data"]) => database.db.build.update({ where: { id: buildId }, data });
const code = async () => {
  const outcome = await retryBuild(actor, { buildId });
  return outcome.ok ? "ok" : outcome.code;
};

test("a build that failed while it was published goes on there, with the same version and tests", async () => {
  expect(await retryBuild(actor, { buildId })).toEqual({ ok: true, value: { stage: "publishing" } });
  expect(await database.db.build.findUniqueOrThrow({ where: { id: buildId } })).toMatchObject({ status: "queued", resumeStage: "publishing", failedStage: null, failureReason: null, failureLines: null, finishedAt: null, keptUntil: null, testsPassed: true });
  const lease = await claimBuild(buildId, await registerWorker("next", {}));
  expect(lease).toMatchObject({ attempt: 1 });
  expect(await readRun(buildId)).toMatchObject({ status: "publishing", version: "20260101-1" });
  const acts = await database.db.auditEntry.findMany({ where: { objectId: buildId }, select: { action: true, before: true, after: true } });
  expect(acts).toEqual([{ action: "build.retry", before: { status: "failed", stage: "publishing", reason: "The storage did not answer." }, after: { image: imageName, version: "20260101-1", resumes: "publishing" } }]);
});

test("of ten who ask at once one lets it go on", async () => {
  const codes = await Promise.all(Array.from({ length: 10 }, code));
  expect(codes.toSorted()).toEqual([...Array.from({ length: 9 }, () => "not-failed"), "ok"]);
});

test("what is not sound is refused, by the use case and by the database", async () => {
  const raw = () => change({ status: "queued", resumeStage: "publishing", failedStage: null, failureReason: null, finishedAt: null, keptUntil: null });
  await change({ keptUntil: new Date(Date.now() - 1_000) });
  expect(await code()).toBe("files-gone");
  await expect(raw()).rejects.toThrow(/builds_resume_is_sound|cannot go on/);
  await change({ keptUntil: null, failedStage: "testing" });
  expect(await code()).toBe("not-resumable");
  await change({ failedStage: "publishing", keptUntil: new Date(Date.now() + 1_000_000) });
  await insertPublishedBuild(database.db, imageId, "20260102-1", new Date(Date.now() + 1_000));
  expect(await code()).toBe("superseded");
  await expect(raw()).rejects.toThrow(/later one of its image/);
  expect(await retryBuild(actor, { buildId: crypto.randomUUID() })).toMatchObject({ code: "build-unknown" });
});

test("a failure in signing keeps the files for a week, one in building does not, and a second failure may go on again", async () => {
  const queued = async (version: string) => (await database.db.build.create({ data: { imageId, version, trigger: "manual" } })).id;
  const first = await claimBuild(await queued("20260103-1"), await registerWorker("a", {}));
  await endBuild(first!, actor, { status: "failed", stage: "building", reason: "x", lines: [{ line: 7, text: "E: x", isCause: true }] });
  expect(await database.db.build.findUniqueOrThrow({ where: { id: first!.buildId } })).toMatchObject({ keptUntil: null, failureLines: [{ line: 7, text: "E: x", isCause: true }] });

  buildId = await queued("20260104-1");
  const lease = (await claimBuild(buildId, await registerWorker("b", {})))!;
  await enterStage(lease, "building", "testing");
  await change({ testsPassed: true });
  await enterStage(lease, "testing", "signing");
  for (const attempt of [2, 3]) {
    const held = attempt === 2 ? lease : (await claimBuild(buildId, await registerWorker("c", {})))!;
    await endBuild(held, actor, { status: "failed", stage: "signing", reason: "no key" });
    const { keptUntil } = await database.db.build.findUniqueOrThrow({ where: { id: buildId } });
    expect(((keptUntil?.getTime() ?? 0) - Date.now()) / 86_400_000).toBeCloseTo(7, 1);
    expect(await code()).toBe("ok");
  }
  const { status, queuedAt, failedStage, events } = await database.db.build.findUniqueOrThrow({ where: { id: buildId }, include: { events: { orderBy: { id: "asc" } } } });
  expect(stageRail({ status, failedStage, queuedAt, transitions: events }, new Date()).map(({ state }) => state)).toEqual(["current", "ahead", "ahead", "ahead", "ahead", "ahead"]);
});
