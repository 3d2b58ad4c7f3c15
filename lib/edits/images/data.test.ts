import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { insertImage } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listImageRows } from "./data.ts";

let database: TestDatabase;
const list = async (view: Parameters<typeof listImageRows>[1]) => (await listImageRows(systemActor("test"), view)).map(({ name }) => name);

beforeAll(async () => {
  database = await startTestDatabase();
  for (const name of ["Standard_Z", "Standard_C", "Standard_B", "Standard_AD", "Standard_AE"]) await insertImage(db, name);
  await db.image.updateMany({ where: { name: { in: ["Standard_B", "Standard_Z"] } }, data: { state: "retired", retiredOn: new Date() } });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

test("active images stand before retired ones, or those of one state alone", async () => {
  expect(await list({})).toEqual(["Standard_AD", "Standard_AE", "Standard_C", "Standard_B", "Standard_Z"]);
  expect(await list({ state: "retired" })).toEqual(["Standard_B", "Standard_Z"]);
  expect(await list({ state: "active", q: "c" })).toEqual(["Standard_C"]);
});

test("by a part of the name, in any case", async () => expect(await list({ q: "STANDARD_a" })).toEqual(["Standard_AD", "Standard_AE"]));
