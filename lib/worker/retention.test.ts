import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listAudit } from "#lib/audit/data.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { insertResumableBuild } from "#lib/builds/retry/testing.ts";
import { promote } from "#lib/channels/mutations.ts";
import { insertImage, insertPublishedBuild } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listExpiring } from "#lib/retention/data.ts";
import { expire, hold, release } from "#lib/retention/mutations.ts";
import { openStorage } from "#lib/storage/open.ts";
import { enforceRetention, type Keeper } from "./retention.ts";

let database: TestDatabase;
let folder: string;
let keeper: Keeper;
let imageName: string;
let builds: Record<string, string>;
let images = 0;
const actor = systemActor("test");
const day = 86_400_000;
const now = new Date("2026-11-24T12:00:00Z");

beforeAll(async () => {
  database = await startTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "retention-"));
  keeper = { actor, storage: openStorage(`file:${folder}`), log: pino({ level: "silent" }) };
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await enforceRetention(keeper, now);
  imageName = `Standard_Kept_${++images}`;
  const imageId = await insertImage(db, imageName);
  builds = {};
  for (const [name, ends] of [["over", -1], ["latest", -1], ["held", -1], ["young", 1]] as const) {
    const id = await insertPublishedBuild(db, imageId, `2024110${Object.keys(builds).length + 1}-1`, new Date("2024-11-01"));
    await db.build.update({ where: { id }, data: { expiresAt: new Date(now.getTime() + ends * day), held: name === "held" } });
    for (const file of ["image.qcow2", "image.qcow2.asc"]) await keeper.storage.putBytes(`builds/${id}/${file}`, "bytes");
    builds[name] = id;
  }
  await promote(actor, { imageName, version: "20241102-1" });
});

const files = async (name: string) => (await keeper.storage.list(`builds/${builds[name]}`)).map(({ key }) => key.split("/").at(-1));

test("what is over goes, with its bytes; what is in a channel, held or young stays; signatures stay in any case", async () => {
  expect(await enforceRetention(keeper, now)).toEqual({ expired: 1, freed: 1 });
  expect(await files("over")).toEqual(["image.qcow2.asc"]);
  for (const name of ["latest", "held", "young"]) expect(await files(name)).toEqual(["image.qcow2", "image.qcow2.asc"]);
  expect(await db.build.findUniqueOrThrow({ where: { id: builds["over"]! } })).toMatchObject({ expiredAt: now, bytesRemovedAt: expect.any(Date) });
  expect(await db.testResult.count({ where: { run: { buildId: builds["over"]! } } })).toBe(1);
  const [entry] = await listAudit(actor, { objectId: builds["over"]! });
  expect(entry).toMatchObject({ action: "build.expire", after: { image: imageName, version: "20241101-1" } });
  expect(await enforceRetention(keeper, now)).toEqual({ expired: 0, freed: 0 });
});

test("the files of a failed build that may go on stay for their days, and then go", async () => {
  const id = await insertResumableBuild(db, imageName, "20241109-1");
  await keeper.storage.putBytes(`builds/${id}/image.qcow2`, "bytes");
  const left = async () => (await keeper.storage.list(`builds/${id}`)).length;
  await enforceRetention(keeper);
  expect(await left()).toBe(1);
  await enforceRetention(keeper, new Date(Date.now() + 2 * day));
  expect(await left()).toBe(0);
  expect(await db.build.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "failed", keptUntil: null });
});

test("bytes that a dead worker left are removed in the next round", async () => {
  await expire(actor, builds["over"]!, now);
  expect(await files("over")).toHaveLength(2);
  expect(await enforceRetention(keeper, now)).toEqual({ expired: 0, freed: 1 });
  expect(await files("over")).toEqual(["image.qcow2.asc"]);
});

test("two workers at once expire each build once", async () => {
  const rounds = await Promise.all([enforceRetention(keeper, now), enforceRetention(keeper, now)]);
  expect(rounds[0]!.expired + rounds[1]!.expired).toBe(1);
});

test("the preview names what will go and how much that frees", async () => {
  const soon = (await listExpiring(actor, 100_000)).filter(({ image }) => image === imageName);
  expect(soon.map(({ version, sizeBytes }) => [version, sizeBytes])).toEqual([["20241101-1", 1], ["20241104-1", 1]]);
});

test("a hold keeps a build, and its release lets it go", async () => {
  expect(await hold(actor, { buildId: builds["over"]!, reason: "an audit" })).toMatchObject({ ok: true });
  await enforceRetention(keeper, now);
  expect(await files("over")).toHaveLength(2);
  await release(actor, { buildId: builds["over"]!, reason: "the audit is over" });
  await enforceRetention(keeper, now);
  expect(await files("over")).toHaveLength(1);
  expect(await hold(actor, { buildId: builds["over"]!, reason: "too late" })).toMatchObject({ ok: false, code: "expired" });
});

test.each([["latest", "in-channel"], ["held", "held"], ["young", "not-due"]])("%s is refused: %s", async (name, code) => {
  expect(await expire(actor, builds[name]!, now)).toMatchObject({ ok: false, code });
});
