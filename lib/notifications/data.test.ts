import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listSubscriptionNames, listSubscriptions } from "./data.ts";

const actor = systemActor("test");
let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  const mailbox = (name: string, more = {}) => ({ kind: "email" as const, name, target: "team@example.org", events: ["promoted" as const], editedByName: "test", ...more });
  await db.notificationSubscription.createMany({ data: [...Array.from({ length: 52 }, (_, at) => mailbox(`Team ${String(at).padStart(2, "0")}`)), mailbox("Team 00 that left", { removedAt: new Date() })] });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

test("those who are told come in pages by name, without those who were removed", async () => {
  expect(await listSubscriptions(actor, 2)).toMatchObject({ number: 2, count: 2, rows: [{ name: "Team 50" }, { name: "Team 51" }] });
  expect((await listSubscriptions(actor)).rows.map(({ name }) => name).slice(0, 2)).toEqual(["Team 00", "Team 01"]);
  expect((await listSubscriptions(actor, 9)).number).toBe(2);
});

test("to choose from there are so many of them as were asked for", async () => {
  expect((await listSubscriptionNames(actor, 3)).map(({ name }) => name)).toEqual(["Team 00", "Team 01", "Team 02"]);
});
