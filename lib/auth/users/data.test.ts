import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { systemActor } from "../actor.ts";
import { listUsers } from "./data.ts";

const actor = systemActor("test");
let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  await db.user.createMany({
    data: [
      { name: "adam", displayName: "Adam Ant", email: "adam@example.org" },
      { name: "bea", displayName: "Bea Ant", email: null },
      { name: "carl", displayName: "Carl", email: "100%@example.org" },
      { name: "dora", displayName: "Dora", email: "dora@ANTS.example" },
    ].map((user) => ({ ...user, passwordHash: "$argon2id$none" })),
  });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

const names = async (view: { q?: string; after?: string; limit?: number }) => (await listUsers(actor, { q: "", after: "", limit: 10, ...view })).map(({ name }) => name);

test("users are found by a part of what they are called, whatever its case, and a sign stands for itself", async () => {
  expect(await names({ q: "ANT" })).toEqual(["adam", "bea", "dora"]);
  expect(await names({ q: "%" })).toEqual(["carl"]);
  expect(await names({ q: "nobody" })).toEqual([]);
});

test("a page begins behind the last one that was seen, among those that were asked for", async () => {
  expect(await names({ limit: 2 })).toEqual(["adam", "bea"]);
  expect(await names({ q: "ant", after: "adam" })).toEqual(["bea", "dora"]);
});
