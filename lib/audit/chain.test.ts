import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listAudit, verifyChain } from "./data.ts";
import { recordAudit } from "./mutations.ts";

let database: TestDatabase;
let owner: pg.Client;
const actor = systemActor("test");
const act = (objectId: string) => recordAudit(db, actor, { action: "test.act", objectKind: "thing", objectId, before: { n: 1.5 }, after: { text: "ä\"\\", list: [null, true] } });

beforeAll(async () => {
  database = await startTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await db.$disconnect();
  await database.stop();
});

/** Changes rows as somebody could who owns the database. */
const tamper = async (statement: string) => {
  await owner.query("alter table audit_entries disable trigger user");
  await owner.query(statement);
  await owner.query("alter table audit_entries enable trigger user");
};

beforeEach(async () => {
  await tamper("truncate audit_entries");
});

test("an untouched chain holds, from no row on", async () => {
  expect(await verifyChain()).toEqual({ ok: true, entries: 0, head: "0".repeat(64) });
  await act("a");
  await act("b");
  const [last] = await listAudit(actor, {}, { limit: 1 });
  expect(await verifyChain()).toEqual({ ok: true, entries: 2, head: last?.hash });
});

test.each([
  ["an altered text", "update audit_entries set actor_name = 'somebody' where sequence = 3", 3n, "content"],
  ["an altered before", `update audit_entries set before = '{"n":2}' where sequence = 2`, 2n, "content"],
  ["an altered time", "update audit_entries set at = at + interval '1 ms' where sequence = 4", 4n, "content"],
  ["a removed row", "delete from audit_entries where sequence = 2", 3n, "gap"],
  ["a removed beginning", "delete from audit_entries where sequence = 1", 2n, "gap"],
  ["two rows exchanged", "update audit_entries set sequence = 7 - sequence + 100 where sequence in (3, 4); update audit_entries set sequence = sequence - 100 where sequence > 100", 3n, "link"],
  [
    "a row altered and hashed anew",
    "update audit_entries set action = 'other' where sequence = 2; update audit_entries e set hash = encode(sha256(convert_to(audit_content(e), 'UTF8')), 'hex') where sequence = 2",
    3n,
    "link",
  ],
])("%s is found and named", async (_what, statement, sequence, defect) => {
  for (const id of ["a", "b", "c", "d", "e"]) await act(id);
  await tamper(statement);
  expect(await verifyChain()).toEqual({ ok: false, sequence, defect });
});

test("rows can be neither changed nor removed while the triggers stand", async () => {
  await act("a");
  for (const statement of ["update audit_entries set action = 'x'", "delete from audit_entries", "truncate audit_entries"]) {
    await expect(owner.query(statement)).rejects.toMatchObject({ constraint: "audit_entries_kept" });
  }
});

test("the database, not the writer, numbers and dates a row", async () => {
  await act("a");
  await owner.query(`insert into audit_entries (sequence, at, actor_kind, actor_name, action, object_kind, object_id, previous_hash, hash)
    values (99, '2001-01-01', 'user', 'mallory', 'x', 'y', 'z', 'p', 'h')`);
  const [row] = await listAudit(actor, {}, { limit: 1 });
  expect(row).toMatchObject({ sequence: 2n, actorName: "mallory" });
  expect(Date.now() - (row?.at.getTime() ?? 0)).toBeLessThan(60_000);
  expect(await verifyChain()).toMatchObject({ ok: true });
});

test("writers on ten connections leave no gap and no fork, also when some of them roll back", async () => {
  const write = async (n: number) => {
    await db.$transaction(async (tx) => {
      await recordAudit(tx, actor, { action: "test.many", objectKind: "thing", objectId: String(n) });
      if (n % 5 === 0) throw new Error("rolled back");
    }, { maxWait: 30_000, timeout: 30_000 });
  };
  const results = await Promise.allSettled(Array.from({ length: 100 }, (_, n) => write(n)));
  expect(results.filter(({ status }) => status === "rejected")).toHaveLength(20);
  expect(await verifyChain()).toMatchObject({ ok: true, entries: 80 });
});

test("the list pages backwards and filters", async () => {
  for (const id of ["a", "b", "a"]) await act(id);
  const newest = await listAudit(actor, { objectKind: "thing", objectId: "a" }, { limit: 1 });
  expect(newest.map(({ sequence }) => sequence)).toEqual([3n]);
  expect((await listAudit(actor, {}, { before: 3n })).map(({ sequence }) => sequence)).toEqual([2n, 1n]);
});
