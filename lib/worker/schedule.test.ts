import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { resolveMirrors } from "#lib/builders/mirrors.ts";
import { recordRepositories } from "#lib/builders/repositories.ts";
import { requestBuild } from "#lib/builds/mutations.ts";
import { insertImage, insertPublishedBuild } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listQueued } from "#lib/runs/data.ts";
import { claimBuild } from "#lib/runs/mutations.ts";
import { loadRecipe } from "#lib/recipes/load.ts";
import { addWindow, pauseFactory, resumeFactory } from "#lib/schedule/obstacles/mutations.ts";
import { planNights, probeWith, type Planner } from "./schedule.ts";

const actor = systemActor("test");
const hour = 3_600_000;
const evening = new Date("2026-11-10T20:00:00Z");
const night = new Date("2026-11-11T02:30:00Z");
let database: TestDatabase;
let mirror: Server;
let folder: string;
let planner: Planner;
let answer: { status: number; sha256: string };
let imageId: string;
let imageName: string;
let images = 0;

beforeAll(async () => {
  database = await startTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "plan-test-"));
  mirror = createServer((_request, response) => response.writeHead(answer.status).end(`Date: ${new Date().toISOString()}\nSHA256:\n ${answer.sha256} 1 main/binary-amd64/Packages.xz\n`));
  await new Promise<void>((done) => mirror.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${(mirror.address() as AddressInfo).port}`;
  planner = { actor, log: pino({ level: "silent" }), probe: probeWith({ cacheDir: folder, mirror: address, securityMirror: address }) };
});
afterAll(async () => {
  mirror.close();
  await rm(folder, { recursive: true, force: true });
  await db.$disconnect();
  await database.stop();
});
beforeEach(async () => {
  answer = { status: 200, sha256: "a".repeat(64) };
  await db.$executeRaw`update schedules set is_on = false, revision = revision + 1`;
  await db.maintenanceWindow.deleteMany();
  imageName = `Standard_Night_${++images}`;
  imageId = await insertImage(db, imageName);
  await db.image.update({ where: { id: imageId }, data: { recipeName: "Standard_Debian_12" } });
  await db.schedule.create({ data: { imageId, cron: "30 2 * * *", timeZone: "UTC", jitterMinutes: 0, onlyWhenChanged: false, planFrom: evening } });
});

const runs = () => db.scheduleRun.findMany({ where: { imageId }, orderBy: { plannedFor: "asc" }, select: { plannedFor: true, state: true, reason: true, buildId: true } });
const builds = () => db.build.findMany({ where: { imageId, status: { not: "published" } }, select: { id: true, trigger: true, status: true } });
const otherImage = async () => {
  await insertImage(db, `${imageName}_other`);
  return `${imageName}_other`;
};
const after = (ms: number) => new Date(night.getTime() + ms);
/** A published build that was made of what the mirror answers now. */
const publishNow = async (recipeHash?: string) => {
  const { recipe, hash } = await loadRecipe("Standard_Debian_12");
  const address = `http://127.0.0.1:${(mirror.address() as AddressInfo).port}`;
  const repositories = await recordRepositories(recipe, await resolveMirrors("bookworm", { mirror: address, securityMirror: address }), folder, new AbortController().signal);
  const buildId = await insertPublishedBuild(db, imageId, "20261109-1", new Date("2026-11-09"));
  const { id: recipeId } = await db.recipe.create({ data: { imageId, builder: "diskimage_builder", hash: recipeHash ?? hash, inputs: [] } });
  await db.build.update({ where: { id: buildId }, data: { repositories, recipeId } });
  await db.$executeRaw`update schedules set only_when_changed = true, revision = revision + 1 where image_id = ${imageId}::uuid`;
};

test("ten planners at once queue one build, before its moment none does, and a later round adds nothing", async () => {
  await planNights(planner, after(-1));
  expect(await runs()).toEqual([]);
  await Promise.all(Array.from({ length: 10 }, () => planNights(planner, night)));
  const [build, ...others] = await builds();
  expect(others).toEqual([]);
  expect(build).toMatchObject({ trigger: "nightly", status: "queued" });
  expect(await runs()).toEqual([{ plannedFor: night, state: "queued", buildId: build!.id, reason: "Built every night" }]);
  await planNights(planner, after(60_000));
  expect(await builds()).toHaveLength(1);
  expect(await db.auditEntry.count({ where: { objectId: build!.id, action: "build.request" } })).toBe(1);
});

test("an outage of five days leaves four missed nights and one build, even of ten workers that come back together", async () => {
  await Promise.all(Array.from({ length: 10 }, () => planNights(planner, after(4 * 24 * hour + 2 * hour))));
  expect((await runs()).map(({ state }) => state)).toEqual(["missed", "missed", "missed", "missed", "queued"]);
  expect((await runs()).at(-1)!.reason).toContain("made up for 120 min late");
  expect(await builds()).toHaveLength(1);
});

test("a night that is too long ago is missed and not made up", async () => {
  await planNights(planner, after(7 * hour));
  expect(await runs()).toMatchObject([{ state: "missed", reason: "No worker was running when it was due." }]);
  expect(await builds()).toEqual([]);
});

test("a pause and a maintenance window skip the night, with their reasons", async () => {
  const paused = await pauseFactory(actor, { reason: "moving the racks", until: null });
  expect(await pauseFactory(actor, { reason: "again", until: null })).toMatchObject({ code: "already-paused", message: expect.stringContaining("moving the racks") });
  await planNights(planner, night);
  if (paused.ok) await resumeFactory(actor, paused.value);
  expect(paused.ok && (await resumeFactory(actor, paused.value))).toMatchObject({ code: "pause-unknown" });
  const next = after(24 * hour);
  await addWindow(actor, { startsAt: new Date(next.getTime() - hour), endsAt: new Date(next.getTime() + 30 * 365 * 24 * hour), reason: "storage" });
  await planNights(planner, next);
  expect((await runs()).map(({ state, reason }) => [state, reason])).toEqual([["skipped", "The factory was paused by test: moving the racks"], ["skipped", "Maintenance: storage"]]);
  expect(await builds()).toEqual([]);
});

test("a planned build that is queued when a pause begins waits for its end; one that was asked for by hand does not", async () => {
  await planNights(planner, night);
  const [planned] = await builds();
  const paused = await pauseFactory(actor, { reason: "moving the racks", until: null });
  const { id: workerId } = await db.worker.create({ data: { name: "w", hostName: "h", processId: 1, capabilities: {} } });
  const byHand = await requestBuild(actor, { imageName: await otherImage() });
  if (!paused.ok || !byHand.ok) throw new Error("not prepared");
  expect((await listQueued()).map(({ id }) => id)).toContain(byHand.value.buildId);
  expect((await listQueued()).map(({ id }) => id)).not.toContain(planned!.id);
  expect(await claimBuild(planned!.id, workerId)).toBeNull();
  expect(await claimBuild(byHand.value.buildId, workerId)).not.toBeNull();
  await resumeFactory(actor, paused.value);
  expect((await listQueued()).map(({ id }) => id)).toContain(planned!.id);
  expect(await claimBuild(planned!.id, workerId)).not.toBeNull();
});

test("while the image is queued or being built the night is skipped", async () => {
  await requestBuild(actor, { imageName });
  await planNights(planner, night);
  const worker = await db.worker.create({ data: { name: "w", hostName: "h", processId: 1, capabilities: {} } });
  await db.build.updateMany({ where: { imageId }, data: { status: "building", workerId: worker.id } });
  await planNights(planner, after(24 * hour));
  expect((await runs()).map(({ reason }) => reason)).toEqual([expect.stringContaining("in the queue already"), expect.stringContaining("still being built")]);
  expect(await builds()).toHaveLength(1);
});

test("repositories that are the same skip the night, though they were signed anew; changed ones do not", async () => {
  await publishNow();
  await planNights(planner, night);
  answer.sha256 = "b".repeat(64);
  await planNights(planner, after(24 * hour));
  expect((await runs()).map(({ state, reason }) => [state, reason])).toEqual([["skipped", "Nothing has changed since 20261109-1"], ["queued", "Since 20261109-1 bookworm has changed"]]);
  expect(await readdir(folder)).toEqual([]);
});

test("a mirror that cannot be reached is told, and the build is made anyway", async () => {
  await publishNow();
  answer.status = 404;
  await planNights(planner, night);
  expect(await runs()).toMatchObject([{ state: "queued", reason: expect.stringMatching(/^Built without knowing whether anything has changed: .*could not be read/) }]);
});

test("another recipe is a change, and so is an image without a published build", async () => {
  await publishNow("c".repeat(64));
  await planNights(planner, night);
  expect((await runs())[0]!.reason).toBe("Since 20261109-1 the recipe has changed");
});

test("a plan that is off, a retired image, and one without a recipe plan nothing", async () => {
  await db.image.update({ where: { id: imageId }, data: { recipeName: null } });
  await planNights(planner, night);
  await db.image.update({ where: { id: imageId }, data: { recipeName: "Standard_Debian_12", state: "retired", retiredOn: new Date() } });
  await planNights(planner, night);
  expect(await runs()).toEqual([]);
});
