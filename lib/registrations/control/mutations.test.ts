import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listAudit } from "#lib/audit/data.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { readControlledClouds } from "./data.ts";
import { askForLook, askForPlan, decideDrift, recordPlan } from "./mutations.ts";

const actor = systemActor("test");
let database: TestDatabase;
let listener: pg.Client;
const heard: string[] = [];

beforeAll(async () => {
  database = await startTestDatabase();
  await db.cloud.createMany({ data: [{ name: "otc/eu-de", driftPolicy: "repair" }, { name: "former", driftPolicy: "repair", isConfigured: false }] });
  listener = new pg.Client({ connectionString: database.url });
  await listener.connect();
  listener.on("notification", ({ payload }) => heard.push(payload ?? ""));
  await listener.query(`listen "cloud-wish"`);
});
afterAll(async () => {
  await listener.end();
  await db.$disconnect();
  await database.stop();
});
beforeEach(async () => {
  await db.cloud.updateMany({ where: { name: "otc/eu-de" }, data: { driftOverride: null } });
  await listener.query("select 1");
  heard.length = 0;
});

const cloud = "otc/eu-de";
const read = async () => (await readControlledClouds(actor))[0]!;

test("a look is asked for: workers hear of it, and it is in the audit", async () => {
  expect(await askForLook(actor, { cloud })).toEqual({ ok: true, value: { cloud } });
  await listener.query("select 1");
  expect(heard).toEqual([`look:${cloud}`]);
  expect((await listAudit(actor, { objectKind: "cloud" }))[0]).toMatchObject({ action: "cloud.reconcile", objectId: cloud });
});

test("a plan is asked for, worked out, and stays until the next one", async () => {
  await askForPlan(actor, { cloud });
  await listener.query("select 1");
  expect(heard).toEqual([`plan:${cloud}`]);
  expect(await read()).toMatchObject({ isPlanAsked: true, plan: null });
  await recordPlan(cloud, { steps: Array.from({ length: 250 }, (_, at) => ({ kind: "create", line: "Standard_A", why: `number ${at}` })), findings: [], failure: null });
  const { plan, isPlanAsked } = await read();
  expect([isPlanAsked, plan?.steps.length, plan?.stepCount, plan?.failure]).toEqual([false, 200, 250, null]);
});

test("of two admins who decide at once about changes by hand, one is told", async () => {
  const outcomes = await Promise.all((["report", "repair"] as const).map((drift) => decideDrift(actor, { cloud, drift, expected: "file" })));
  expect(outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.code)).sort()).toEqual(["conflict", "ok"]);
  await listener.query("select 1");
  expect(heard).toEqual([`look:${cloud}`]);
  const { override } = await read();
  expect(await decideDrift(actor, { cloud, drift: "file", expected: override ?? "file" })).toMatchObject({ ok: true });
  expect(await read()).toMatchObject({ filePolicy: "repair", override: null });
});

test.each(["former", "unknown"])("nothing is done about the cloud %s", async (name) => {
  for (const outcome of [await askForLook(actor, { cloud: name }), await askForPlan(actor, { cloud: name }), await decideDrift(actor, { cloud: name, drift: "report", expected: "file" })]) {
    expect(outcome).toMatchObject({ ok: false, code: "cloud-unknown" });
  }
});
