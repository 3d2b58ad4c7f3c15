import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor, userActor } from "#lib/auth/actor.ts";
import { insertImage } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import type { Role } from "#prisma/generated/enums.ts";
import { searchAdmin } from "./data.ts";

let database: TestDatabase;
const actor = (role: Role) => userActor({ id: crypto.randomUUID(), name: "x", roles: [{ role }] });
const found = async (q: string, role: Role = "viewer") => (await searchAdmin(actor(role), q)).found.filter(({ kind }) => kind !== "page").map(({ href }) => href);

beforeAll(async () => {
  database = await startTestDatabase();
  const debian = await insertImage(db, "Standard_Debian_12");
  const other = await insertImage(db, "Standard_Other.12");
  for (const [imageId, version] of [[debian, "20261125-1"], [debian, "20261126-1"], [other, "20261126-1"]] as const) await db.build.create({ data: { imageId, version, trigger: "nightly" } });
  await db.user.create({ data: { name: "jane.debian", displayName: "Jane Doe", passwordHash: "$argon2id$none" } });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

test("an image by parts of its name, in any order and case", async () => {
  expect(await found("12 DEBIAN standard_d")).toEqual(["/images/Standard_Debian_12"]);
  expect(await found("other")).toEqual(["/images/Standard_Other.12"]);
});

test("builds by the beginning of their version, of all images or of those that are named", async () => {
  expect((await found("20261126")).toSorted()).toEqual(["/images/Standard_Debian_12/20261126-1", "/images/Standard_Other.12/20261126-1"]);
  expect(await found("other 20261126-1")).toEqual(["/images/Standard_Other.12/20261126-1"]);
  expect(await found("20261126-2")).toEqual([]);
});

test("users for those alone who administer them", async () => {
  expect(await found("jane", "admin")).toEqual(["/admin/users/jane.debian"]);
  expect(await found("doe", "admin")).toEqual(["/admin/users/jane.debian"]);
  for (const role of ["viewer", "operator", "releaser"] as const) expect(await found("jane", role)).toEqual([]);
});

test("signs of a pattern are letters like all others", async () => {
  for (const q of ["%", "_debian%", "\\", "Other_12", "'; drop table builds; --"]) expect(await found(q, "admin")).toEqual([]);
  expect(await found("Standard_Other.12")).toEqual(["/images/Standard_Other.12"]);
});

test("nothing is looked up without words, and a long list says that it is cut", async () => {
  expect((await searchAdmin(systemActor("test"), "  ")).found).toEqual([]);
  for (let n = 1; n < 12; n++) await insertImage(db, `Standard_Many_${n}`);
  const { found: many, isCut } = await searchAdmin(actor("viewer"), "many");
  expect([many.length, isCut]).toEqual([8, true]);
  // The shortest name is what the words fill most.
  await insertImage(db, "Standard_Many");
  expect((await found("many")).slice(0, 2)).toEqual(["/images/Standard_Many", "/images/Standard_Many_1"]);
});
