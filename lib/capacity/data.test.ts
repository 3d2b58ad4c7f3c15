import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { insertImage, insertPublishedBuild } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { readCapacity } from "./data.ts";

let database: TestDatabase;
const actor = systemActor("test");

beforeAll(async () => {
  database = await startTestDatabase();
  process.env["DATA_DIR"] = import.meta.dirname;
});
afterAll(async () => {
  delete process.env["DATA_DIR"];
  await db.$disconnect();
  await database.stop();
});

test("an empty store has a disk, and no forecast", async () => {
  const capacity = await readCapacity(actor);
  expect(capacity).toMatchObject({ usedBytes: 0, images: [], growthPerDay: null, fullOn: null });
  expect(capacity.disk?.freeBytes).toBeGreaterThan(0);
  expect(capacity.disk?.freeBytes).toBeLessThan(capacity.disk?.totalBytes ?? 0);
});

test("what is held, image by image, without the bytes that are gone; and how it grew", async () => {
  const [one, two] = [await insertImage(db, "Standard_One"), await insertImage(db, "Standard_Two")];
  for (const [imageId, version] of [[one, "20261101-1"], [one, "20261102-1"], [two, "20261101-1"]] as const) await insertPublishedBuild(db, imageId, version);
  const expired = await db.build.findFirstOrThrow({ where: { imageId: one, version: "20261101-1" } });
  await db.build.update({ where: { id: expired.id }, data: { expiredAt: new Date() } });
  const before = await readCapacity(actor);
  expect(before.images).toEqual([{ image: "Standard_One", bytes: 4, builds: 2 }, { image: "Standard_Two", bytes: 2, builds: 1 }]);
  await db.build.update({ where: { id: expired.id }, data: { bytesRemovedAt: new Date() } });
  const after = await readCapacity(actor);
  // The image is gone, its signature stays.
  expect(after.images[0]).toEqual({ image: "Standard_One", bytes: 3, builds: 1 });
  expect(after.usedBytes).toBe(5);
  expect(after.history.slice(-2).map(({ bytes }) => bytes)).toEqual([0, 5]);
  expect(after.growthPerDay).toBeNull();
  const later = await readCapacity(actor, new Date(Date.now() + 10 * 86_400_000));
  expect(later.growthPerDay).toBeCloseTo(0.5, 3);
});

test("a folder that is not there has no disk", async () => {
  process.env["DATA_DIR"] = "/nowhere/at/all";
  expect((await readCapacity(actor)).disk).toBeNull();
  process.env["DATA_DIR"] = import.meta.dirname;
});
