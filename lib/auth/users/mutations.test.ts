import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { systemActor } from "../actor.ts";
import { findSession } from "../data.ts";
import { logIn } from "../mutations.ts";
import { createSession } from "../sessions/mutations.ts";
import { findUser } from "./data.ts";
import { createUser, editUser, enableUser, resetPassword } from "./mutations.ts";
import type { Role } from "#prisma/generated/enums.ts";

let database: TestDatabase;
const actor = systemActor("test");

beforeAll(async () => {
  process.env["NEXTAUTH_SECRET"] = "a secret of the tests that is long enough";
  database = await startTestDatabase();
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});

const make = async (name: string, role: Role) => (await db.user.create({ data: { name, displayName: name, passwordHash: "$argon2id$none", roles: { create: { role } } } })).id;
const demoted = (userId: string) => ({ userId, displayName: "x", email: null, role: "viewer" as const });

test("a new user has exactly the role that was chosen and a one-time password, which is shown once", async () => {
  const outcome = await createUser(actor, { name: "jane", displayName: "Jane", email: null, role: "operator" });
  const password = outcome.ok ? outcome.value.shownOnce.lines[0]! : "";
  expect(await logIn({ name: "jane", password })).toMatchObject({ value: { state: "open", mustChangePassword: true } });
  expect(await findUser(actor, "jane")).toMatchObject({ roles: ["operator"], mustChangePassword: true, sessions: 1 });
  expect(await createUser(actor, { name: "jane", displayName: "Other", email: null, role: "admin" })).toMatchObject({ code: "name-taken", fieldErrors: { name: [expect.any(String)] } });
  expect(JSON.stringify(await db.auditEntry.findMany({ select: { after: true } }))).not.toContain(password);
});

test("the last admin stays, also when two take each other's role in the same moment", async () => {
  const [one, two] = [await make("one", "admin"), await make("two", "admin")];
  const outcomes = await Promise.all([editUser(actor, demoted(one)), editUser(actor, demoted(two))]);
  expect(outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.code)).toSorted()).toEqual(["last-admin", "ok"]);
  const last = (await db.userRole.findFirstOrThrow({ where: { role: "admin" } })).userId;
  expect(await enableUser(actor, { userId: last, enabled: "no" })).toMatchObject({ code: "last-admin" });
  await expect(db.user.update({ where: { id: last }, data: { disabledAt: new Date() } })).rejects.toThrow("the last admin stays");
});

test("the database keeps the last admin by itself when both are taken at once behind the use cases", async () => {
  await make("three", "admin");
  const admins = await db.userRole.findMany({ where: { role: "admin" } });
  const results = await Promise.allSettled(admins.map(({ userId }) => db.$transaction(async (tx) => tx.userRole.deleteMany({ where: { userId } }))));
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await db.userRole.count({ where: { role: "admin" } })).toBe(1);
});

test("who is shut out loses sessions at once and gets none back when let in again", async () => {
  const userId = await make("gone", "releaser");
  const session = await createSession(db, { userId });
  expect(await enableUser(actor, { userId, enabled: "no" })).toMatchObject({ ok: true });
  expect(await enableUser(actor, { userId, enabled: "yes" })).toMatchObject({ ok: true });
  expect(await findSession(session)).toBeNull();
});

test("a one-time password ends sessions, lifts the lock, and forgets known browsers", async () => {
  const userId = await make("lost", "viewer");
  const session = await createSession(db, { userId });
  await db.knownBrowser.create({ data: { userId } });
  await db.user.update({ where: { id: userId }, data: { failedAttempts: 9, lockedUntil: new Date(Date.now() + 900_000) } });
  const outcome = await resetPassword(actor, { userId });
  expect(await findSession(session)).toBeNull();
  expect(await db.knownBrowser.count({ where: { userId } })).toBe(0);
  expect(await logIn({ name: "lost", password: outcome.ok ? outcome.value.shownOnce.lines[0]! : "" })).toMatchObject({ value: { mustChangePassword: true } });
});

test("password and role of somebody from the provider are not given here", async () => {
  const { id: userId } = await db.user.create({ data: { name: "outside", displayName: "O", oidcIssuer: "https://id.example", oidcSubject: "1" } });
  expect(await resetPassword(actor, { userId })).toMatchObject({ code: "elsewhere" });
  expect(await editUser(actor, { ...demoted(userId), role: "admin" })).toMatchObject({ code: "elsewhere" });
  expect(await resetPassword(actor, { userId: crypto.randomUUID() })).toMatchObject({ code: "user-unknown" });
});
