import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordAudit } from "#lib/audit/mutations.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { readAuditCommand } from "./audit-command.ts";
import { runAuditCommand } from "./audit-run.ts";

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await startTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  for (const objectId of ["a", "b", "c"]) await recordAudit(database.db, systemActor("test"), { action: "test.act", objectKind: "thing", objectId });
});
afterAll(async () => {
  await owner.end();
  await database.stop();
});

const run = async (...words: string[]) => {
  const command = readAuditCommand(words);
  if (!command.ok) return { code: 2, text: command.message };
  let text = "";
  const code = await runAuditCommand(command.value, "https://images.example", (line) => void (text += line));
  return { code, text };
};
const asOwner = async (statement: string) => {
  await owner.query("alter table audit_entries disable trigger user");
  await owner.query(statement);
  await owner.query("alter table audit_entries enable trigger user");
};

test.each([[[]], [["verify"]], [["check", "3"]], [["check", `3:${"g".repeat(64)}`]], [["check", `3:${"a".repeat(64)}`, "more"]]])("%j is refused", async (words) => {
  expect(await run(...words)).toMatchObject({ code: 2 });
});

test("a whole chain ends with 0 and its count and head, a cut or changed one with 1 and the row", async () => {
  const whole = await run("check");
  expect(whole).toMatchObject({ code: 0, text: expect.stringContaining("whole: 3 rows") });
  const end = /3:[0-9a-f]{64}/.exec(whole.text)?.[0] ?? "";
  await recordAudit(database.db, systemActor("test"), { action: "test.act", objectKind: "thing", objectId: "d" });
  expect(await run("check", end)).toMatchObject({ code: 0, text: expect.stringContaining("4 rows") });
  await asOwner("delete from audit_entries where sequence > 2");
  expect(await run("check")).toMatchObject({ code: 0 });
  expect(await run("check", end)).toMatchObject({ code: 1, text: expect.stringContaining("cut off its end") });
  await asOwner("update audit_entries set object_id = 'x' where sequence = 2");
  expect(await run("check")).toEqual({ code: 1, text: expect.stringMatching(/broken at row 2 \(content\).*\nhttps:\/\/images\.example\/admin\/audit\/2$/) });
});
