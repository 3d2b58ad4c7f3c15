import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listAudit } from "#lib/audit/data.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listChannels, listPromotions } from "../data.ts";
import { promote, promoteByPolicy } from "../mutations.ts";
import { setSecondReleaser } from "../requests/mutations.ts";
import { insertImage, insertPublishableBuild, insertPublishedBuild, insertRevocation } from "../testing.ts";
import { listDuePromotions, readPolicy } from "./data.ts";
import { promoteDue, setPolicy } from "./mutations.ts";

let database: TestDatabase;
let images = 0;
let imageName: string;
let imageId: string;
const actor = systemActor("policy");

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
/** Latest is from the 1st; then two good nights. The policy wants two. */
beforeEach(async () => {
  await db.image.updateMany({ data: { promotionPolicy: "manual" } });
  imageName = `Standard_Policy_${++images}`;
  imageId = await insertImage(db, imageName);
  for (const day of [1, 2, 3]) await night(day);
  await promote(systemActor("test"), { imageName, version: "20261101-1" });
  await setPolicy(actor, { imageName, policy: "automatic", nights: 2, expectedPolicy: "manual", expectedNights: 0 });
});

const night = (day: number) => insertPublishedBuild(db, imageId, `2026110${day}-1`, new Date(Date.UTC(2026, 10, day, 3)));
const fail = async (day: number) => {
  const { id } = await db.build.create({ data: { imageId, version: `2026110${day}-9`, trigger: "nightly" } });
  await db.build.update({ where: { id }, data: { status: "failed", failedStage: "queued", failureReason: "x", finishedAt: new Date(Date.UTC(2026, 10, day, 3)) } });
};
const latest = async () => (await listChannels(imageName)).find(({ name }) => name === "latest")?.build.version;
const run = async () => {
  const due = await listDuePromotions(actor);
  for (const one of due) await promoteDue(actor, one);
  return due.length;
};

test("after enough good nights the newest build is promoted by the factory, with the reason", async () => {
  expect(await readPolicy(actor, imageName)).toEqual({ image: imageName, policy: "automatic", nights: 2, goodNights: 3, retentionDays: 730, obstacle: null });
  expect(await run()).toBe(1);
  expect(await latest()).toBe("20261103-1");
  expect((await listPromotions(imageName))[0]).toMatchObject({ kind: "policy", actorName: "policy", reason: "3 good nights in a row" });
  expect(await run()).toBe(0);
});

test("a failed night begins the row anew", async () => {
  await fail(4);
  expect(await run()).toBe(0);
  await night(5);
  expect(await run()).toBe(0);
  await night(6);
  expect(await run()).toBe(1);
  expect(await latest()).toBe("20261106-1");
});

test("a check that only warned is not all green", async () => {
  const id = await insertPublishableBuild(db, imageId, "20261104-1");
  const { id: runId } = await db.testRun.findFirstOrThrow({ where: { buildId: id } });
  await db.testResult.create({ data: { runId, checkId: "slow", position: 2, title: "slow", category: "boot", mandatory: false, verdict: "warning", reason: "", command: "true", output: "", durationMs: 1 } });
  const at = new Date(Date.UTC(2026, 10, 4, 3));
  await db.build.update({ where: { id }, data: { status: "published", publishedAt: at, finishedAt: at } });
  expect(await run()).toBe(0);
});

test("after a roll-back the policy does not come back with the same build, and counts from there", async () => {
  await run();
  await promote(systemActor("test"), { imageName, version: "20261101-1" });
  expect(await run()).toBe(0);
  expect(await latest()).toBe("20261101-1");
  expect((await readPolicy(actor, imageName))?.goodNights).toBe(0);
});

test("a revocation counts as a bad night", async () => {
  await insertRevocation(db, (await db.build.findFirstOrThrow({ where: { imageId, version: "20261102-1" } })).id);
  expect(await run()).toBe(0);
});

test.each(["blocked", "two-releasers", "asked", "rolling-out"] as const)("it waits: %s", async (obstacle) => {
  const builds = await db.build.findMany({ where: { imageId }, orderBy: { version: "asc" } });
  const user = await db.user.upsert({ where: { name: "jane" }, update: {}, create: { name: "jane", displayName: "", passwordHash: "$argon2id$none" } });
  if (obstacle === "blocked") await db.knownIssue.create({ data: { slug: "bad", title: "", body: "", severity: "high", state: "open", openedOn: new Date(), scopes: { create: { imageId } } } });
  if (obstacle === "two-releasers") await setSecondReleaser(actor, { needed: "yes" });
  if (obstacle === "asked") await db.promotionRequest.create({ data: { imageId, buildId: builds[1]!.id, requestedById: user.id, requestedByName: "jane" } });
  if (obstacle === "rolling-out") await db.rollout.create({ data: { imageId, buildId: builds[1]!.id, baselineBuildId: builds[0]!.id, startPercent: 10, hours: 1, runningSince: new Date(), actorKind: "system", actorName: "test" } });
  expect(await readPolicy(actor, imageName)).toMatchObject({ obstacle });
  await run();
  expect(await latest()).toBe("20261101-1");
  if (obstacle === "two-releasers") {
    // Neither does it decide at the publication, and the publication itself goes on.
    await db.image.update({ where: { id: imageId }, data: { policyNights: 0 } });
    expect(await db.$transaction((tx) => promoteByPolicy(tx, actor, { imageId, buildId: builds[2]!.id }))).toBeNull();
    await setSecondReleaser(actor, { needed: "no" });
    expect(await db.$transaction((tx) => promoteByPolicy(tx, actor, { imageId, buildId: builds[2]!.id }))).toMatchObject({ kind: "policy" });
  }
});

test("with nights to wait for, nothing is promoted at the publication", async () => {
  const buildId = await night(4);
  expect(await db.$transaction((tx) => promoteByPolicy(tx, actor, { imageId, buildId }))).toBeNull();
});

test("two workers at once promote once; two admins at once are told of each other", async () => {
  const [due] = await listDuePromotions(actor);
  const both = await Promise.all([promoteDue(actor, due!), promoteDue(actor, due!)]);
  expect(both.filter((one) => one !== null)).toHaveLength(1);
  const ask = (nights: number) => setPolicy(actor, { imageName, policy: "automatic", nights, expectedPolicy: "automatic", expectedNights: 2 });
  const outcomes = await Promise.all([ask(5), ask(7)]);
  expect(outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.code)).toSorted()).toEqual(["conflict", "ok"]);
  expect(await listAudit(actor, { action: "image.policy", objectId: imageId })).toHaveLength(2);
  expect(await setPolicy(actor, { imageName: "Standard_None", policy: "manual", nights: 0, expectedPolicy: "manual", expectedNights: 0 })).toMatchObject({ code: "image-unknown" });
});
