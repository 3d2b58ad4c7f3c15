import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { promote } from "#lib/channels/mutations.ts";
import { insertImage, insertPublishedBuild, insertRevocation } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { readNights } from "./data.ts";
import type { NightsView } from "./schema.ts";

let database: TestDatabase;
const now = new Date("2026-11-26T12:00:00Z");
const read = (view: Partial<NightsView> = {}, limit = 100) => readNights(systemActor("test"), { nights: "all", after: undefined, ...view }, limit, now);
const names = async (...choice: Parameters<typeof read>) => (await read(...choice)).rows.map(({ image }) => image);

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

const queue = async (imageId: string, version: string, queuedAt: string, isCancelled = false) => {
  const { id } = await db.build.create({ data: { imageId, version, trigger: "nightly", queuedAt: new Date(queuedAt) } });
  if (isCancelled) await db.build.update({ where: { id }, data: { status: "cancelled", finishedAt: new Date() } });
  return id;
};

test("without images the grid has its nights and no rows", async () => expect(await read()).toMatchObject({ rows: [], total: 0, tonight: { none: 0 } }));

test("the last build of a day that was not cancelled stands for its night", async () => {
  const imageId = await insertImage(db, "Standard_A");
  await queue(imageId, "20261126-1", "2026-11-26T01:00:00Z", true);
  await queue(imageId, "20261126-2", "2026-11-26T02:00:00Z");
  await queue(imageId, "20261126-3", "2026-11-26T03:00:00Z", true);
  await queue(imageId, "20261125-1", "2026-11-25T23:59:59Z", true);
  await queue(imageId, "20261113-1", "2026-11-13T00:00:00Z");
  await queue(imageId, "20261112-1", "2026-11-12T23:59:59Z");
  const { days, rows } = await read();
  expect(days[0]).toBe("2026-11-26");
  expect(rows[0]?.cells.map((cell) => cell && `${cell.version} ${cell.status} ${cell.builds}`)).toEqual(["20261126-2 queued 3", "20261125-1 cancelled 1", ...Array(11).fill(null), "20261113-1 queued 1"]);
});

test("an image with a recipe has a row before its first build; one without has one while something was built; a retired one not for ever", async () => {
  await insertImage(db, "Standard_B");
  for (const [name, queuedAt] of [["Standard_C", "2026-11-20T01:00:00Z"], ["Standard_D", "2026-10-01T01:00:00Z"]] as const) {
    const imageId = await insertImage(db, name);
    await queue(imageId, "20261101-1", queuedAt);
    await db.image.update({ where: { id: imageId }, data: { state: "retired", retiredOn: now } });
  }
  const noRecipe = await insertImage(db, "Standard_E");
  await db.image.update({ where: { id: noRecipe }, data: { recipeName: null } });
  // What was built stands before what was not.
  expect(await names()).toEqual(["Standard_A", "Standard_C", "Standard_B"]);
});

test("a revoked build is told", async () => {
  const imageId = await insertImage(db, "Standard_F");
  const id = await insertPublishedBuild(db, imageId, "20261124-1");
  await db.build.update({ where: { id }, data: { queuedAt: new Date("2026-11-24T02:00:00Z") } });
  await insertRevocation(db, id);
  expect((await read()).rows.find(({ image }) => image === "Standard_F")?.cells[2]).toEqual({ version: "20261124-1", status: "published", isRevoked: true, builds: 1 });
});

const fail = async (imageId: string, version: string, queuedAt: string) => {
  const worker = await db.worker.create({ data: { name: version, hostName: "h", processId: 1, capabilities: {} } });
  const id = await queue(imageId, version, queuedAt);
  await db.build.update({ where: { id }, data: { status: "building", workerId: worker.id, startedAt: new Date() } });
  await db.build.update({ where: { id }, data: { status: "failed", failedStage: "building", failureReason: "no space", finishedAt: new Date() } });
};

test("first what failed last, then what customers get too old, then what was built, then by name", async () => {
  const [older, newer, stale] = [await insertImage(db, "Standard_Older"), await insertImage(db, "Standard_Newer"), await insertImage(db, "Standard_Stale")];
  await fail(older, "20261120-1", "2026-11-20T01:00:00Z");
  await queue(older, "20261126-1", "2026-11-26T01:00:00Z");
  await fail(newer, "20261126-1", "2026-11-26T01:00:00Z");
  const buildId = await insertPublishedBuild(db, stale, "20260101-1", new Date("2026-01-01"));
  await promote(systemActor("test"), { imageName: "Standard_Stale", version: "20260101-1" });
  await db.build.update({ where: { id: buildId }, data: { queuedAt: new Date("2026-01-01") } });
  const all = ["Standard_Newer", "Standard_Older", "Standard_Stale", "Standard_A", "Standard_C", "Standard_F", "Standard_B"];
  expect(await names()).toEqual(all);
  expect(await names({ nights: "failed" })).toEqual(["Standard_Newer", "Standard_Older"]);
  expect(await read({ nights: "failed" })).toMatchObject({ failing: 2, total: 7, isCut: false, tonight: { published: 0, failed: 1, running: 2, cancelled: 0, none: 4 } });
});

test("page by page no row is lost or repeated", async () => {
  const seen: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await read({ after }, 2);
    expect(page).toMatchObject({ failing: 2, total: 7 });
    seen.push(...page.rows.map(({ image }) => image));
    after = page.rows.at(-1)?.image;
    if (!page.isCut) break;
  }
  expect(seen).toEqual(await names());
  expect(await names({ after: "Standard_Nothing" })).toEqual([]);
});
