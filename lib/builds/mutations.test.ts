import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { insertImage } from "#lib/channels/testing.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listQueued } from "#lib/runs/data.ts";
import { securityPriority } from "./rules.ts";
import { requestBuild, requestBuilds, requestCancel } from "./mutations.ts";

const actor = systemActor("test");
let database: TestDatabase;
let imageName: string;
let counter = 0;
beforeAll(async () => void (database = await startTestDatabase()));
afterAll(() => database.stop());
beforeEach(async () => {
  imageName = `Standard_Request_${++counter}`;
  await insertImage(database.db, imageName);
});

const endQueued = () => database.db.build.updateMany({ where: { status: "queued" }, data: { status: "cancelled", finishedAt: new Date() } });

test("of ten requests at once one is queued, and the others are told so", async () => {
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => requestBuild(actor, { imageName })));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes.filter((outcome) => !outcome.ok && outcome.code === "already-queued")).toHaveLength(9);
});

test("versions of a day are counted up, past nine and after cancellations", async () => {
  const versions: string[] = [];
  for (let n = 1; n <= 11; n++) {
    const outcome = await requestBuild(actor, { imageName });
    if (outcome.ok) versions.push(outcome.value.version);
    await endQueued();
  }
  expect(versions.map((version) => Number(version.split("-")[1]))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test("what cannot be built is refused by name", async () => {
  expect(await requestBuild(actor, { imageName: "Standard_Nothing" })).toMatchObject({ ok: false, code: "image-unknown", message: expect.stringContaining("Standard_Nothing") });
  await database.db.image.update({ where: { name: imageName }, data: { recipeName: null } });
  expect(await requestBuild(actor, { imageName })).toMatchObject({ ok: false, code: "image-without-recipe" });
  await database.db.image.update({ where: { name: imageName }, data: { state: "retired" } });
  expect(await requestBuild(actor, { imageName })).toMatchObject({ ok: false, code: "image-retired" });
});

test("several images are queued each for itself, and what waits already or cannot be built is said", async () => {
  const other = `${imageName}_b`;
  await insertImage(database.db, other);
  await requestBuild(actor, { imageName });
  const outcome = await requestBuilds(actor, { images: [other, imageName, "Standard_Nothing", other], note: "why" });
  expect(outcome).toEqual({ ok: true, value: { results: [
    { image: "Standard_Nothing", version: null, message: expect.stringContaining("Standard_Nothing") },
    { image: imageName, version: null, message: expect.stringContaining("in the queue already") },
    { image: other, version: expect.stringMatching(/^\d{8}-1$/), message: null },
  ] } });
  expect(await requestBuilds(actor, { images: [imageName] })).toMatchObject({ ok: false, code: "already-queued" });
  const all = await requestBuilds(actor, { images: "all" });
  const expected = await database.db.image.count({ where: { state: "active", recipeName: { not: null } } });
  expect(all.ok && all.value.results.length).toBe(expected);
});

test("a security rebuild stands ahead of what anybody can ask for by hand", async () => {
  await endQueued();
  const other = `${imageName}_c`;
  await insertImage(database.db, other);
  await requestBuilds(actor, { images: [other], priority: 10 });
  await requestBuilds(actor, { images: [imageName], isSecurity: true });
  const [first] = await listQueued();
  expect(await database.db.build.findUniqueOrThrow({ where: { id: first!.id }, select: { trigger: true, priority: true, image: { select: { name: true } } } })).toEqual({ trigger: "security", priority: securityPriority, image: { name: imageName } });
  await endQueued();
});

test("a queued build is cancelled at once, a second time it is finished", async () => {
  const queued = await requestBuild(actor, { imageName });
  if (!queued.ok) throw new Error(queued.message);
  const { buildId } = queued.value;
  expect(await requestCancel(actor, { buildId })).toEqual({ ok: true, value: { cancelled: true } });
  expect(await requestCancel(actor, { buildId })).toMatchObject({ ok: false, code: "build-finished" });
  const acts = await database.db.auditEntry.findMany({ where: { objectId: buildId }, orderBy: { sequence: "asc" }, select: { action: true } });
  expect(acts.map(({ action }) => action)).toEqual(["build.request", "build.cancel"]);
});
