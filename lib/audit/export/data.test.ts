import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { verifyChain } from "../data.ts";
import { recordAudit } from "../mutations.ts";
import { exportAudit } from "./data.ts";

const actor = systemActor("test");
const rows = 1_203;
let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
  const odd = { text: "ä\"\\\n\u2028 😀", list: [null, true, 0.1, 1e21, -0], deep: { b: 1, aa: 2, a: { z: "" } } };
  await recordAudit(db, actor, { action: "test.odd", objectKind: "thing", objectId: "odd", before: odd, after: [] });
  await db.$executeRaw`insert into audit_entries (actor_kind, actor_name, action, object_kind, object_id, after)
    select 'user', 'user' || n % 7, 'test.many', 'thing', n::text, '{"n": 1.50}' from generate_series(2, ${rows}) n`;
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

const exported = async (filter = {}) => {
  let text = "";
  let pieces = 0;
  await exportAudit(actor, filter, async (lines) => {
    text += lines;
    pieces += 1;
  });
  return { text, pieces };
};

// As somebody would write it who has only docs/audit.md and the file: nothing of ours is called.
function recompute(text: string): { entries: number; head: string } {
  let head = "0".repeat(64);
  let entries = 0;
  for (const line of text.trimEnd().split("\n")) {
    const { content, ...row } = JSON.parse(line) as { content: string; hash: string; sequence: number; previousHash: string } & Record<string, unknown>;
    const named = [row.sequence, row["at"], row["actorKind"], row["actorId"], row["actorName"], row["action"], row["objectKind"], row["objectId"], row["before"], row["after"], row.previousHash];
    if (JSON.stringify(JSON.parse(content)) !== JSON.stringify(named)) throw new Error(`row ${row.sequence}: content and members differ`);
    if (row.previousHash !== head || row.sequence !== ++entries) throw new Error(`row ${row.sequence}: does not follow`);
    head = createHash("sha256").update(content, "utf8").digest("hex");
    if (head !== row.hash) throw new Error(`row ${row.sequence}: hash`);
  }
  return { entries, head };
}

test("the chain can be recomputed from an export, in pieces, to the same head", async () => {
  const { text, pieces } = await exported();
  expect(pieces).toBe(3);
  const verdict = await verifyChain();
  expect(verdict).toEqual({ ok: true, ...recompute(text) });
  expect(recompute(text).entries).toBe(rows);
});

test("a letter changed anywhere in the file is found", async () => {
  const lines = (await exported()).text.trimEnd().split("\n");
  const forge = (index: number, from: string, to: string) => lines.map((line, at) => (at === index ? line.replaceAll(from, to) : line)).join("\n");
  expect(() => recompute(forge(10, "test.many", "test.none"))).toThrow("row 11: hash");
  expect(() => recompute(lines.toSpliced(5, 1).join("\n"))).toThrow("row 7: does not follow");
  expect(() => recompute(forge(0, "😀", "😁"))).toThrow("row 1: hash");
});

test("numbers keep the digits with which they were recorded", async () => {
  expect((await exported({ objectId: "2" })).text).toContain('"after" : {"n": 1.50}');
});

test("the same filters hold as for the list", async () => {
  const count = async (filter: object) => (await exported(filter)).text.split("\n").length - 1;
  expect(await count({ action: "test.odd" })).toBe(1);
  expect(await count({ actorName: "user3", action: "test.many" })).toBe(172);
  expect(await count({ from: new Date(Date.now() + 60_000) })).toBe(0);
  expect(await count({ to: new Date(Date.now() + 60_000) })).toBe(rows);
  expect(await count({ objectKind: "' or true --" })).toBe(0);
});

test("a reader who goes away ends it", async () => {
  await expect(exportAudit(actor, {}, () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
});
