import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { listAudit, verifyChain } from "#lib/audit/data.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { systemActor } from "./actor.ts";
import { findSession } from "./data.ts";
import { changePassword } from "./account/mutations.ts";
import { logIn } from "./mutations.ts";
import { hashPassword } from "./passwords.ts";
import { noClient } from "./schema.ts";
import { revokeSession, touchSession } from "./sessions/mutations.ts";
import { ensureFirstAdmin } from "./users/mutations.ts";

let database: TestDatabase;
const password = "correct horse battery";
let passwordHash: string;
let name: string;
let userId: string;
let users = 0;

beforeAll(async () => {
  database = await startTestDatabase();
  passwordHash = await hashPassword(password);
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
beforeEach(async () => {
  name = `user${++users}`;
  userId = (await db.user.create({ data: { name, displayName: name, passwordHash, roles: { create: { role: "operator" } } } })).id;
});

const succeed = async (given = password) => {
  const outcome = await logIn({ name, password: given }, { ...noClient, userAgent: "test" });
  if (!outcome.ok || outcome.value.state !== "open") throw new Error("no session");
  return outcome.value.sessionId;
};
const code = async (who: string, given: string) => {
  const outcome = await logIn({ name: who, password: given });
  return outcome.ok ? "ok" : outcome.code;
};
const actions = async () => (await listAudit(systemActor("test"), { objectId: userId })).map(({ action }) => action);

describe("log-in", () => {
  test("opens a session that names the user and their roles", async () => {
    const session = await findSession(await succeed());
    expect(session).toMatchObject({ actor: { kind: "user", id: userId, name, roles: ["operator"] }, mustChangePassword: false });
    expect(await actions()).toEqual(["user.log-in"]);
  });

  test("locks after five failures for a minute, whatever is then typed, and says until when", async () => {
    for (let n = 0; n < 4; n++) expect(await code(name, "wrong")).toBe("wrong-credentials");
    expect(await code(name, "wrong")).toBe("locked");
    const outcome = await logIn({ name, password });
    expect(outcome).toMatchObject({ ok: false, code: "locked", message: expect.stringMatching(/after \d\d:\d\d:\d\d UTC/) });
    const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
    expect(user.failedAttempts).toBe(5);
    const seconds = ((user.lockedUntil?.getTime() ?? 0) - Date.now()) / 1_000;
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
    await vi.waitFor(async () => expect((await actions()).toSorted()).toEqual(["user.lock", ...Array.from({ length: 4 }, () => "user.log-in-fail")]));
  });

  test("after the lock has passed one more failure doubles it, and a success forgets everything", async () => {
    const past = { failedAttempts: 5, lockedUntil: new Date(Date.now() - 1) };
    await db.user.update({ where: { id: userId }, data: past });
    expect(await code(name, "wrong")).toBe("locked");
    const { lockedUntil } = await db.user.findUniqueOrThrow({ where: { id: userId } });
    expect((lockedUntil?.getTime() ?? 0) - Date.now()).toBeGreaterThan(100_000);
    await db.user.update({ where: { id: userId }, data: past });
    await succeed();
    expect(await db.user.findUniqueOrThrow({ where: { id: userId } })).toMatchObject({ failedAttempts: 0, lockedUntil: null });
  });

  test("guesses at the same moment are not more than the free ones", async () => {
    await Promise.all(Array.from({ length: 20 }, () => logIn({ name, password: "wrong" })));
    expect((await db.user.findUniqueOrThrow({ where: { id: userId } })).failedAttempts).toBe(5);
  });

  test("a name that nobody has answers and locks like one that somebody has", async () => {
    const answers = [];
    for (let n = 0; n < 6; n++) answers.push([await code(name, "wrong"), await code("nobody", "wrong")]);
    expect(answers.every(([known, unknown]) => known === unknown)).toBe(true);
    expect(answers.at(-1)).toEqual(["locked", "locked"]);
  });

  test("disabled users and users without a password are refused as if the password were wrong", async () => {
    await db.user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    expect(await code(name, password)).toBe("wrong-credentials");
    await db.user.create({ data: { name: `oidc${users}`, displayName: "x", oidcIssuer: "https://id.example", oidcSubject: String(users) } });
    expect(await code(`oidc${users}`, "")).toBe("wrong-credentials");
    expect(await db.session.count({ where: { userId } })).toBe(0);
  });
});

describe("a session", () => {
  test("counts until it is revoked, expires, or its user is disabled", async () => {
    const ids = await Promise.all([succeed(), succeed(), succeed()]);
    await revokeSession(ids[0]!);
    await db.session.update({ where: { id: ids[1]! }, data: { createdAt: new Date(0), expiresAt: new Date(1) } });
    expect(await Promise.all(ids.map(async (id) => (await findSession(id)) !== null))).toEqual([false, false, true]);
    await db.user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    expect(await findSession(ids[2]!)).toBeNull();
  });

  test("loses a role at once when its user does", async () => {
    const id = await succeed();
    await db.userRole.deleteMany({ where: { userId } });
    expect((await findSession(id))?.actor.roles).toEqual([]);
  });

  test("notes its use at most once a minute", async () => {
    const id = await succeed();
    const seen = async () => (await db.session.findUniqueOrThrow({ where: { id } })).lastSeenAt.getTime();
    const first = await seen();
    await touchSession(id);
    expect(await seen()).toBe(first);
    await db.session.update({ where: { id }, data: { lastSeenAt: new Date(first - 61_000) } });
    await touchSession(id);
    expect(await seen()).toBeGreaterThanOrEqual(first);
  });

  test.each(["", "x", "' or 1=1 --", "00000000-0000-0000-0000-000000000000"])("is not found by %j", async (id) => expect(await findSession(id)).toBeNull());
});

describe("a change of the password", () => {
  const next = "another horse battery";
  const open = async () => (await findSession(await succeed()))!;

  test("needs the present one, ends all other sessions, and is recorded without either password", async () => {
    const other = await succeed();
    const session = await open();
    expect(await changePassword(session, { currentPassword: "wrong", newPassword: next })).toMatchObject({ ok: false, code: "wrong-password" });
    expect(await changePassword(session, { currentPassword: password, newPassword: next })).toEqual({ ok: true, value: null });
    expect(await findSession(other)).toBeNull();
    expect(await findSession(session.id)).not.toBeNull();
    expect(await code(name, password)).toBe("wrong-credentials");
    await succeed(next);
    const audit = JSON.stringify(await listAudit(systemActor("test"), { objectId: userId }), (_key, value: unknown) => (typeof value === "bigint" ? Number(value) : value));
    expect(audit).toContain("user.change-password");
    for (const secret of [password, next, "argon2"]) expect(audit).not.toContain(secret);
  });

  test("a stolen session cannot try passwords for long", async () => {
    const session = await open();
    const codes = [];
    for (let n = 0; n < 6; n++) {
      const outcome = await changePassword(session, { currentPassword: "wrong", newPassword: next });
      codes.push(outcome.ok ? "ok" : outcome.code);
    }
    expect(codes).toEqual(["wrong-password", "wrong-password", "wrong-password", "wrong-password", "locked", "locked"]);
  });
});

describe("the first admin", () => {
  test("gets a new one-time password at each start until it is changed, and none afterwards", async () => {
    const first = await ensureFirstAdmin();
    const second = await ensureFirstAdmin();
    expect(first?.password).toMatch(/^([A-Z2-9]{4}-){4}[A-Z2-9]{4}$/);
    expect(second?.password).not.toBe(first?.password);
    expect(await code("admin", first!.password)).toBe("wrong-credentials");
    const outcome = await logIn({ name: "admin", password: second!.password });
    expect(outcome).toMatchObject({ ok: true, value: { mustChangePassword: true } });
    const session = outcome.ok && outcome.value.state === "open" ? await findSession(outcome.value.sessionId) : null;
    expect(session).toMatchObject({ mustChangePassword: true, displayName: "Administrator", actor: { name: "admin", roles: ["admin"] } });
    await changePassword(session!, { currentPassword: second!.password, newPassword: "my own long password" });
    expect(await ensureFirstAdmin()).toBeNull();
    expect(await code("admin", "my own long password")).toBe("ok");
  });

  test("a lock does not outlive the next start", async () => {
    await db.user.update({ where: { name: "admin" }, data: { mustChangePassword: true, failedAttempts: 9, lockedUntil: new Date(Date.now() + 900_000) } });
    const made = await ensureFirstAdmin();
    expect(await code("admin", made!.password)).toBe("ok");
  });

  test("is not made where somebody else is admin", async () => {
    await db.userRole.create({ data: { userId, role: "admin" } });
    await db.user.delete({ where: { name: "admin" } });
    expect(await ensureFirstAdmin()).toBeNull();
  });
});

test("all of it left an unbroken audit chain", async () => expect(await verifyChain()).toMatchObject({ ok: true }));
