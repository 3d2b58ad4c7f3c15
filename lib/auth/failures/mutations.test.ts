import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { verifyChain } from "#lib/audit/data.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { confirmIdentity } from "../account/mutations.ts";
import { findSession } from "../data.ts";
import { logIn } from "../mutations.ts";
import { logInWithOidc } from "../oidc/mutations.ts";
import { hashPassword } from "../passwords.ts";
import { noClient } from "../schema.ts";
import { createSession, logOut } from "../sessions/mutations.ts";
import { failuresToSay } from "./limit.ts";

let database: TestDatabase;
let userId: string;
const client = { ...noClient, address: "192.0.2.7" };

beforeAll(async () => {
  database = await startTestDatabase();
  userId = (await db.user.create({ data: { name: "jane", displayName: "Jane", passwordHash: await hashPassword("correct horse battery"), roles: { create: { role: "viewer" } } } })).id;
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

const rows = (objectId: string) =>
  db.auditEntry.findMany({ where: { objectId }, orderBy: { sequence: "asc" }, select: { action: true, actorKind: true, actorName: true, after: true } });
const rowsOnceThereAre = (count: number, objectId: string) => vi.waitFor(async () => {
  const found = await rows(objectId);
  expect(found).toHaveLength(count);
  return found;
});

test("each failed attempt at a name leaves a row with where it came from, the one that locks as the lock", async () => {
  for (let n = 0; n < 5; n++) await logIn({ name: "jane", password: "a wrong secret" }, client);
  const found = await rowsOnceThereAre(5, userId);
  expect(found.map(({ action }) => action).toSorted()).toEqual([...Array.from({ length: 4 }, () => "user.log-in-fail"), "user.lock"].toSorted());
  expect(found.find(({ action }) => action === "user.log-in-fail")).toMatchObject({ actorKind: "system", actorName: "log-in", after: { with: "password", address: "192.0.2.7" } });
  for (let n = 0; n < 8; n++) await logIn({ name: "jane", password: "a wrong secret" }, client);
  await rowsOnceThereAre(5, userId);
});

test("a flood of made-up names leaves one row, which repeats nothing that was typed", async () => {
  for (let n = 0; n < 12; n++) await logIn({ name: `typed-by-mistake-${n}`, password: "a wrong secret" }, { ...client, address: `198.51.100.${n}` });
  const found = await rowsOnceThereAre(1, "unknown");
  expect(found).toMatchObject([{ action: "user.log-in-fail", after: { with: "password", failures: 1 } }]);
  expect(JSON.stringify(await db.auditEntry.findMany({ select: { after: true, objectId: true } }))).not.toMatch(/typed-by-mistake|wrong secret/);
});

test("the row that is due after a minute stands for those in between", () => {
  expect([0, 1, 2, 59_999, 60_000, 60_001].map((ms) => failuresToSay("a key", 1_000_000 + ms))).toEqual([1, 0, 0, 0, 4, 0]);
  expect(failuresToSay("another", 1_000_001)).toBe(1);
});

test("who cannot prove once more who they are leaves a row, and so does who signs out, once", async () => {
  const name = "john";
  const { id } = await db.user.create({ data: { name, displayName: "John", passwordHash: await hashPassword("correct horse battery") } });
  const sessionId = await createSession(db, { userId: id });
  const session = (await findSession(sessionId))!;
  expect(await confirmIdentity(session, { password: "wrong" })).toMatchObject({ ok: false });
  await rowsOnceThereAre(1, id);
  await logOut(sessionId);
  await logOut(sessionId);
  expect(await findSession(sessionId)).toBeNull();
  expect(await rows(id)).toMatchObject([{ action: "user.log-in-fail", after: { with: "password-again" } }, { action: "user.log-out", actorKind: "user", actorName: name }]);
});

test("who comes from the provider without a role leaves one row a minute", async () => {
  const person = { issuer: "https://id.example", subject: "s-1", claims: {}, roles: { claim: "groups" } };
  for (let n = 0; n < 3; n++) expect(await logInWithOidc(person, client)).toMatchObject({ code: "no-role" });
  const found = await vi.waitFor(async () => {
    const refused = (await rows("unknown")).filter(({ after }) => JSON.stringify(after).includes("s-1"));
    expect(refused).toHaveLength(1);
    return refused;
  });
  expect(found[0]).toMatchObject({ after: { with: "provider", why: "no-role", failures: 1 } });
});

test("the chain holds", async () => expect(await verifyChain()).toMatchObject({ ok: true }));
