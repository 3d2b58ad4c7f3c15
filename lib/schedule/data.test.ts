import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { insertImage } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { readSchedulePage } from "./data.ts";
import { scheduleViewSchema } from "./schema.ts";

const actor = systemActor("test");
const images = 53;
let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  const ids: string[] = [];
  for (let at = 0; at < images; at += 1) ids.push(await insertImage(db, `Standard_Many_${String(at).padStart(2, "0")}`));
  // All of them for the same moment, and one more for an earlier night.
  await db.scheduleRun.createMany({ data: ids.map((imageId) => ({ imageId, plannedFor: new Date("2026-11-20T02:00Z"), state: "skipped", reason: "nothing changed" })) });
  await db.scheduleRun.create({ data: { imageId: ids[0]!, plannedFor: new Date("2026-11-19T02:00Z"), state: "missed", reason: "off" } });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

const read = (asked: object) => readSchedulePage(actor, scheduleViewSchema.parse(asked));

test("plans come in pages, and those of the images that were asked for", async () => {
  const second = await read({ page: "2" });
  expect(second.plans).toMatchObject({ number: 2, count: 2, rows: [{ imageName: "Standard_Many_50" }, { imageName: "Standard_Many_51" }, { imageName: "Standard_Many_52" }] });
  expect(second.planned).toBe(images);
  expect((await read({ q: "many_07" })).plans.rows.map(({ imageName }) => imageName)).toEqual(["Standard_Many_07"]);
});

test("past nights lead to the oldest one, each once, although many are of the same moment", async () => {
  const seen: string[] = [];
  let before: string | null | undefined;
  for (let pages = 0; pages < 4 && before !== null; pages += 1) {
    const { runs, older } = await read({ before });
    seen.push(...runs.map(({ id }) => id));
    before = older;
  }
  expect(before).toBeNull();
  expect(seen).toHaveLength(images + 1);
  expect(new Set(seen).size).toBe(images + 1);
  expect((await db.scheduleRun.findUniqueOrThrow({ where: { id: seen.at(-1)! } })).state).toBe("missed");
});
