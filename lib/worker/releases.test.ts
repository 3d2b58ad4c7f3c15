import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { listPromotions } from "#lib/channels/data.ts";
import { promote } from "#lib/channels/mutations.ts";
import { insertImage, insertPublishedBuild } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { startRollout } from "#lib/rollouts/mutations.ts";
import { keepPromises } from "./releases.ts";

let database: TestDatabase;
const log = pino({ level: "silent" });
const [A, B] = ["20261101-1", "20261102-1"] as const;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

test("a round completes rollouts and carries policies out; the next one has nothing to do, and two at once do it once", async () => {
  const now = new Date();
  for (const name of ["Standard_Rolled", "Standard_Policy", "Standard_Manual"]) {
    const imageId = await insertImage(db, name, name === "Standard_Policy" ? "automatic" : "manual");
    for (const [n, version] of [A, B].entries()) await insertPublishedBuild(db, imageId, version, new Date(Date.UTC(2026, 10, n + 1)));
    await promote(systemActor("test"), { imageName: name, version: A });
  }
  await db.image.update({ where: { name: "Standard_Policy" }, data: { policyNights: 2 } });
  await startRollout(systemActor("test"), { imageName: "Standard_Rolled", version: B, startPercent: 50, hours: 1, reason: undefined }, now);
  expect(await keepPromises(log, now)).toEqual({ completed: 0, promoted: 1 });
  const later = new Date(now.getTime() + 3_600_000);
  const both = await Promise.all([keepPromises(log, later), keepPromises(log, later)]);
  expect(both.reduce((sum, { completed, promoted }) => sum + completed + promoted, 0)).toBe(1);
  expect((await listPromotions("Standard_Rolled"))[0]).toMatchObject({ kind: "promotion", actorName: "rollout", build: { version: B } });
  expect((await listPromotions("Standard_Policy"))[0]).toMatchObject({ kind: "policy", actorName: "policy", build: { version: B } });
  expect(await listPromotions("Standard_Manual")).toHaveLength(1);
});
