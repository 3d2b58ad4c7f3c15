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
  expect(capacity).toMatchObject({ usedBytes: 0, images: [], imageCount: 0, growthPerDay: null, fullOn: null });
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

test("what the database counts while files come and go is what counting all files gives, whoever writes at the same time", async () => {
  const ids = [await insertImage(db, "Standard_Three"), await insertImage(db, "Standard_Four")];
  const file = (buildId: string, n: number, kind: "qcow2" | "config" | "log") => ({ buildId, kind, fileName: `${kind}-${n}`, storageKey: `builds/${buildId}/${kind}-${n}`, mediaType: "x/y", sizeBytes: 10 ** n, sha256: "0".repeat(64), sha512: "0".repeat(128) });
  const work = async (imageId: string, at: number) => {
    const { id: buildId } = await db.build.create({ data: { imageId, version: `2026110${at}-1`, trigger: "manual" } });
    await db.$transaction(async (tx) => {
      await tx.artifact.createMany({ data: [file(buildId, 3, "qcow2"), file(buildId, 2, "config"), file(buildId, 1, "log")] });
      await tx.artifact.update({ where: { buildId_fileName: { buildId, fileName: "log-1" } }, data: { sizeBytes: 70 + at } });
      await tx.artifact.deleteMany({ where: { buildId, kind: "config" } });
    });
  };
  await Promise.all([1, 2, 3, 4].flatMap((at) => ids.map((imageId) => work(imageId, at))));
  const counted = await db.$queryRaw`
    select i.name, b.bytes::int, b.builds, (select sum(d.bytes)::int from image_bytes_days d where d.image_id = i.id) as days
    from image_bytes b join images i on i.id = b.image_id order by i.name`;
  const fromRows = await db.$queryRaw`
    select i.name, sum(a.size_bytes)::int as bytes, (count(*) filter (where a.kind = 'qcow2'))::int as builds, sum(a.size_bytes)::int as days
    from artifacts a join builds b on b.id = a.build_id join images i on i.id = b.image_id
    where b.bytes_removed_at is null or a.kind not in ('qcow2', 'config') group by i.name order by i.name`;
  expect(counted).toEqual(fromRows);
  expect(counted).toHaveLength(4);
  expect((await readCapacity(actor)).imageCount).toBe(4);
});

test("a folder that is not there has no disk", async () => {
  process.env["DATA_DIR"] = "/nowhere/at/all";
  expect((await readCapacity(actor)).disk).toBeNull();
  process.env["DATA_DIR"] = import.meta.dirname;
});
