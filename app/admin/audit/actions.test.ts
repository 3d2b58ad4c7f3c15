import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { recordAudit } from "#lib/audit/mutations.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { sealSessionId } from "#lib/auth/cookie.ts";
import { createSession } from "#lib/auth/sessions/mutations.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";

let cookie = "";
vi.mock("next/headers", () => ({ cookies: async () => ({ get: (name: string) => ({ name, value: cookie }) }), headers: async () => new Headers() }));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.mock("next/navigation", () => ({ redirect: () => undefined }));
const { checkAudit } = await import("./actions.ts");

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  process.env["NEXTAUTH_SECRET"] = "a secret of the tests that is long enough";
  database = await startTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const user = await db.user.create({ data: { name: "jane", displayName: "Jane", passwordHash: "$argon2id$none", roles: { create: { role: "releaser" } } } });
  cookie = await sealSessionId(await createSession(db, { userId: user.id }));
  for (const objectId of ["a", "b", "c"]) await recordAudit(db, systemActor("test"), { action: "test.act", objectKind: "thing", objectId });
});
afterAll(async () => {
  await owner.end();
  await db.$disconnect();
  await database.stop();
});

const asOwner = async (statement: string) => {
  await owner.query("alter table audit_entries disable trigger user");
  await owner.query(statement);
  await owner.query("alter table audit_entries enable trigger user");
};
const press = () => checkAudit(undefined, new FormData());

test("the button says that the chain is whole, and names a row that somebody has changed in the database", async () => {
  expect(await press()).toEqual({ ok: true, value: { isWhole: true, entries: 3, head: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  await asOwner("update audit_entries set actor_name = 'somebody else' where sequence = 2");
  expect(await press()).toEqual({ ok: true, value: { isWhole: false, sequence: "2", defect: "content", sentence: expect.stringContaining("Row 2 was changed after it was written") } });
  await asOwner("update audit_entries set actor_name = 'test' where sequence = 2");
  expect(await press()).toMatchObject({ value: { isWhole: true } });
  await asOwner("delete from audit_entries where sequence = 2");
  expect(await press()).toMatchObject({ value: { isWhole: false, sequence: "3", defect: "gap" } });
});
