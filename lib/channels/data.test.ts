import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listAssignments, listWaitingForPromotion } from "./data.ts";
import { insertImage, insertPublishedBuild, insertRevocation } from "./testing.ts";

let database: TestDatabase;
const actor = systemActor("test");
const at = new Date("2026-11-01T00:00:00Z");
const on = (day: number) => new Date(Date.UTC(2026, 9, day));

beforeAll(async () => {
  database = await startTestDatabase();
  for (let n = 0; n < 7; n += 1) {
    const imageId = await insertImage(db, `Standard_${n}`);
    const buildId = await insertPublishedBuild(db, imageId, "20261001-1", on(10));
    // All promoted in the same moment, as several at once are.
    await db.$transaction(async (tx) => {
      const { id } = await tx.promotion.create({ data: { imageId, sequence: 1, kind: "first", buildId, actorKind: "system", actorName: "test", at } });
      await tx.channel.create({ data: { imageId, name: "latest", buildId, promotionId: id } });
    });
  }
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

test("pages of the history lose and repeat no promotion, although all are of the same moment", async () => {
  const seen: string[] = [];
  for (let before: string | undefined; ; ) {
    const page = await listAssignments(actor, { before, limit: 2 });
    if (page.length === 0) break;
    seen.push(...page.map(({ image }) => image));
    before = page.at(-1)?.id;
  }
  expect(seen.toSorted()).toEqual(Array.from({ length: 7 }, (_, n) => `Standard_${n}`));
  expect((await listAssignments(actor, { image: "Standard_3", limit: 2 })).map(({ image }) => image)).toEqual(["Standard_3"]);
});

test("what waits is the newest build that is newer than latest and was neither promoted nor revoked, or any where nothing is latest", async () => {
  const imageOf = async (n: number) => (await db.image.findUniqueOrThrow({ where: { name: `Standard_${n}` }, select: { id: true } })).id;
  await insertPublishedBuild(db, await imageOf(0), "20261002-1", on(9));
  await insertPublishedBuild(db, await imageOf(1), "20261002-1", on(11));
  await insertPublishedBuild(db, await imageOf(1), "20261003-1", on(12));
  await insertRevocation(db, await insertPublishedBuild(db, await imageOf(1), "20261004-1", on(13)));
  await insertRevocation(db, await insertPublishedBuild(db, await imageOf(2), "20261002-1", on(11)));
  const empty = await insertImage(db, "Standard_Empty");
  await insertPublishedBuild(db, empty, "20261001-1", on(1));
  await insertImage(db, "Standard_Unbuilt");
  expect(await listWaitingForPromotion(actor)).toMatchObject([
    { image: "Standard_Empty", version: "20261001-1", latestVersion: null },
    { image: "Standard_1", version: "20261003-1", latestVersion: "20261001-1" },
  ]);
});
