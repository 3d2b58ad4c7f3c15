import { afterAll, beforeAll, expect, test } from "vitest";
import { listAudit } from "#lib/audit/data.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { promote } from "#lib/channels/mutations.ts";
import { insertImage, insertPublishedBuild } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { pinClient } from "#lib/pins/mutations.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listExpiring, listHeld, listSpace } from "./data.ts";
import { hold, keepFor, release } from "./mutations.ts";

let database: TestDatabase;
const actor = systemActor("test");
const day = 86_400_000;
const imageName = "Standard_Space";
const ids: Record<string, string> = {};

beforeAll(async () => {
  database = await startTestDatabase();
  const imageId = await insertImage(db, imageName);
  await insertImage(db, "Standard_Empty");
  for (const [n, [name, ends]] of ([["latest", 5], ["held", 5], ["pinned", 5], ["soon", 5], ["later", 40]] as const).entries()) {
    ids[name] = await insertPublishedBuild(db, imageId, `2026110${n + 1}-1`);
    await db.build.update({ where: { id: ids[name] }, data: { expiresAt: new Date(Date.now() + ends * day) } });
  }
  await promote(actor, { imageName, version: "20261101-1" });
  await hold(actor, { buildId: ids["held"]!, reason: "an audit" });
  await pinClient(actor, { imageName, version: "20261103-1", client: "Shop", contact: "x@example.org", until: new Date(Date.now() + 20 * day) });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

const going = async (days: number) => (await listExpiring(actor, days)).map(({ buildId }) => Object.keys(ids).find((name) => ids[name] === buildId));

test("what goes and when: a hold and a channel keep for good, a pin until it ends; nothing goes at once", async () => {
  expect(await going(0)).toEqual([]);
  expect(await going(7)).toEqual(["soon"]);
  expect(await going(30)).toEqual(expect.arrayContaining(["soon", "pinned"]));
  expect(await going(30)).toHaveLength(2);
  expect((await going(90)).toSorted()).toEqual(["later", "pinned", "soon"]);
  expect(await listExpiring(actor, 90, { image: "Standard_Empty" })).toEqual([]);
});

test("the space of each image, and the part that is held, pinned or due", async () => {
  expect(await listSpace(actor, 7)).toEqual([
    { image: imageName, retentionDays: 730, builds: 5, sizeBytes: 5, heldBytes: 1, pinnedBytes: 1, dueBytes: 1 },
    { image: "Standard_Empty", retentionDays: 730, builds: 0, sizeBytes: 0, heldBytes: 0, pinnedBytes: 0, dueBytes: 0 },
  ]);
});

test("a hold tells who and why; the second to hold or to release is told", async () => {
  expect(await listHeld(actor)).toMatchObject([{ version: "20261102-1", reason: "an audit", heldBy: "test" }]);
  expect(await hold(actor, { buildId: ids["held"]!, reason: "another" })).toMatchObject({ code: "held", message: expect.stringContaining("held by test") });
  const both = await Promise.all([release(actor, { buildId: ids["held"]!, reason: "over" }), release(actor, { buildId: ids["held"]!, reason: "over" })]);
  expect(both.map((outcome) => (outcome.ok ? "ok" : outcome.code)).toSorted()).toEqual(["not-held", "ok"]);
  expect(await listHeld(actor)).toEqual([]);
  expect((await listAudit(actor, { objectId: ids["held"]! }))[0]).toMatchObject({ action: "build.release", before: { reason: "an audit" }, after: { reason: "over" } });
});

test("other days count for builds to come; who saw other days is told", async () => {
  const before = await db.build.findUniqueOrThrow({ where: { id: ids["soon"]! }, select: { expiresAt: true } });
  expect(await keepFor(actor, { imageName, days: 100, expectedDays: 730 })).toMatchObject({ ok: true });
  expect(await keepFor(actor, { imageName, days: 200, expectedDays: 730 })).toMatchObject({ code: "conflict", message: expect.stringContaining("100 days") });
  expect(await keepFor(actor, { imageName: "Standard_None", days: 200, expectedDays: 730 })).toMatchObject({ code: "image-unknown" });
  expect(await db.build.findUniqueOrThrow({ where: { id: ids["soon"]! }, select: { expiresAt: true } })).toEqual(before);
  expect((await listSpace(actor, 7))[0]).toMatchObject({ retentionDays: 100 });
});
