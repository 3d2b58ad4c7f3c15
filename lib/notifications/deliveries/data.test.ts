import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { deliveryQuerySchema } from "../schema.ts";
import { listDeliveries } from "./data.ts";

let database: TestDatabase;
const count = 120;

beforeAll(async () => {
  database = await startTestDatabase();
  const { id: subscriptionId } = await db.notificationSubscription.create({ data: { kind: "email", name: "A", target: "a@example.org", events: ["promoted"], editedByName: "test" } });
  // All of the same moment, as an event for many subscriptions makes them: more than two pages.
  const createdAt = new Date("2026-11-01T00:00:00Z");
  for (let n = 0; n < count; n += 1) {
    const { id: eventId } = await db.notificationEvent.create({ data: { kind: "promoted", data: {} } });
    await db.notificationDelivery.create({ data: { eventId, subscriptionId, createdAt } });
  }
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

test("pages lose and repeat no delivery, although all are of the same moment", async () => {
  const seen: string[] = [];
  for (let before: string | undefined; ; ) {
    const { rows, older } = await listDeliveries(systemActor("test"), deliveryQuerySchema.parse({ before, state: "waiting" }));
    seen.push(...rows.map(({ id }) => id));
    if (!older) break;
    before = older;
  }
  expect(seen).toHaveLength(count);
  expect(new Set(seen).size).toBe(count);
});

test("what is no delivery begins at the newest", async () => expect((await listDeliveries(systemActor("test"), deliveryQuerySchema.parse({ before: "2026-11-01T00:00:00.000Z" }))).rows).toHaveLength(50));
