import { afterAll, beforeAll, expect, test } from "vitest";
import pg from "pg";
import { systemActor } from "#lib/auth/actor.ts";
import { promote } from "#lib/channels/mutations.ts";
import { insertImage, insertPublishableBuild, insertPublishedBuild, insertRevocation } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "./testing.ts";
import { buildsAttempts } from "./builds-attempts.ts";
import { factoryAttempts } from "./factory-attempts.ts";
import { releasesAttempts } from "./releases-attempts.ts";
import { revisionsAttempts } from "./revisions-attempts.ts";

// One attempt for each promise that the database keeps by itself. Every constraint and every trigger of ours must be among
// them: the last test compares the list with the database's own.
const attempts: Record<string, string> = { ...buildsAttempts, ...releasesAttempts, ...factoryAttempts, ...revisionsAttempts };

let database: TestDatabase;
let client: pg.Client;
const ids: Record<string, string> = {};

beforeAll(async () => {
  database = await startTestDatabase();
  ids["image"] = await insertImage(db, "Standard_Guarded");
  ids["latest"] = await insertPublishedBuild(db, ids["image"], "20260101-1", new Date("2026-01-01"));
  await promote(systemActor("test"), { imageName: "Standard_Guarded", version: "20260101-1" });
  ids["spare"] = await insertPublishedBuild(db, ids["image"], "20260102-1", new Date("2026-01-02"));
  ids["revoked"] = await insertPublishedBuild(db, ids["image"], "20260103-1", new Date("2026-01-03"));
  await insertRevocation(db, ids["revoked"]);
  ids["publishable"] = await insertPublishableBuild(db, ids["image"], "20260104-1");
  ids["queued"] = (await db.build.create({ data: { imageId: ids["image"], version: "20260105-1", trigger: "manual" } })).id;
  ids["worker"] = (await db.worker.findFirstOrThrow()).id;
  for (const role of ["admin", "releaser"] as const) {
    ids[role] = (await db.user.create({ data: { name: role, displayName: role, passwordHash: "$argon2id$none", roles: { create: { role } } } })).id;
  }
  await db.capability.create({ data: { bit: 0, key: "xen", title: "", description: "", glanceProperty: "x", glanceValue: "y" } });
  await db.setting.create({ data: { key: "probe", value: {} } });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await db.$disconnect();
  await database.stop();
});

test.each(Object.entries(attempts))("%s", async (constraint, statements) => {
  await client.query("begin");
  const text = statements.replaceAll(/:([a-z]+)/g, (_all, name: string) => `'${ids[name]}'`);
  const refusal = await client
    .query(`${text}; commit`)
    .then(() => null)
    .catch((error: pg.DatabaseError) => error);
  await client.query("rollback");
  expect(refusal?.constraint ?? refusal?.message ?? "accepted").toBe(constraint);
});

test("no promise of the database is missing here", async () => {
  const { rows: checks } = await client.query<{ name: string }>("select conname as name from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace");
  const { rows: functions } = await client.query<{ source: string }>("select prosrc as source from pg_proc where pronamespace = 'public'::regnamespace");
  const raised = functions.flatMap(({ source }) => [...source.matchAll(/CONSTRAINT = '([a-z_]+)'/g)].map(([, name]) => name ?? ""));
  const promised = new Set([...checks.map(({ name }) => name), ...raised]);
  expect([...promised].filter((name) => !(name in attempts))).toEqual([]);
});
