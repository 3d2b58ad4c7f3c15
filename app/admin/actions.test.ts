import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "#lib/db.ts";
import { insertImage, insertPublishedBuild } from "#lib/channels/testing.ts";
import { sealSessionId, sessionCookie } from "#lib/auth/cookie.ts";
import { createSession } from "#lib/auth/sessions/mutations.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import type { Role } from "#prisma/generated/enums.ts";

// The framework's request is the only thing that does not exist here: the cookie in it, sessions, roles and rows are real.
const jar = new Map<string, string>();
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
    set: (name: string, value: string) => void jar.set(name, value),
  }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.mock("next/navigation", () => ({
  redirect: (path: string) => {
    throw new Error(`redirect ${path}`);
  },
}));

const adminActions = await import("./actions.ts");
const passwordActions = await import("./password/actions.ts");
const loginActions = await import("../login/actions.ts");

let database: TestDatabase;
let users = 0;
let image: string;
let buildId: string;

beforeAll(async () => {
  process.env["NEXTAUTH_SECRET"] = "a secret of the tests that is long enough";
  database = await startTestDatabase();
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
beforeEach(async () => {
  jar.clear();
  users += 1;
  image = `Standard_Action_${users}`;
  const imageId = await insertImage(db, image);
  await insertPublishedBuild(db, imageId, "20261101-1");
  buildId = (await db.build.create({ data: { imageId, version: "20261102-1", trigger: "manual" } })).id;
});

const signInAs = async (roles: Role[], user: { mustChangePassword?: boolean } = {}) => {
  const made = await db.user.create({ data: { name: `u${users}`, displayName: "U", passwordHash: "$argon2id$none", ...user, roles: { create: roles.map((role) => ({ role })) } } });
  const sessionId = await createSession(db, { userId: made.id });
  jar.set(sessionCookie().name, await sealSessionId(sessionId));
  return { userId: made.id, sessionId };
};
const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

/** Every guarded action, with a form that would succeed, and the weakest role that may send it. */
const guarded = {
  triggerBuild: { role: "operator", tooWeak: "viewer", fields: () => ({ imageName: image }), precondition: async () => void (await db.build.update({ where: { id: buildId }, data: { status: "cancelled", finishedAt: new Date() } })) },
  cancelBuild: { role: "operator", tooWeak: "viewer", fields: () => ({ buildId }), precondition: async () => undefined },
  promoteBuild: { role: "releaser", tooWeak: "operator", fields: () => ({ imageName: image, version: "20261101-1", expectedLatestVersion: "" }), precondition: async () => undefined },
} as const;
type Guarded = keyof typeof guarded;
const names = Object.keys(guarded) as Guarded[];

/** What an action could have changed. */
const state = async () => ({
  builds: await db.build.findMany({ where: { image: { name: image } }, orderBy: { version: "asc" }, select: { version: true, status: true, cancelRequestedAt: true } }),
  channels: await db.channel.count({ where: { image: { name: image } } }),
  audit: await db.auditEntry.count(),
});
const refusedWith = async (name: Guarded, code: string, ...given: unknown[]) => {
  const before = await state();
  const [data] = given.length > 0 ? given : [form(guarded[name].fields())];
  expect(await adminActions[name](undefined, data as FormData)).toMatchObject({ ok: false, code });
  expect(await state()).toEqual(before);
};

test("every action is listed here, so that a new one cannot be forgotten", () => {
  const all = [adminActions, passwordActions, loginActions].flatMap((module) => Object.keys(module));
  expect(all.sort()).toEqual([...names, "signOut", "changeOwnPassword", "logInWithPassword"].sort());
});

describe.each(names)("%s", (name) => {
  test("refuses strangers", () => refusedWith(name, "unauthenticated"));
  test("refuses a cookie that this portal did not make", async () => {
    jar.set(sessionCookie().name, "x.y.z");
    await refusedWith(name, "unauthenticated");
    jar.set(sessionCookie().name, crypto.randomUUID());
    await refusedWith(name, "unauthenticated");
  });
  test("refuses a genuine cookie of a session that was ended", async () => {
    const { sessionId } = await signInAs(["admin"]);
    await db.session.update({ where: { id: sessionId }, data: { revokedAt: new Date() } });
    await refusedWith(name, "unauthenticated");
  });
  test("refuses disabled users", async () => {
    const { userId } = await signInAs(["admin"]);
    await db.user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    await refusedWith(name, "unauthenticated");
  });
  test("refuses one-time passwords, also those of admins", async () => {
    await signInAs(["admin"], { mustChangePassword: true });
    await refusedWith(name, "forbidden");
  });
  test("refuses users without a role and the next weaker role", async () => {
    const { userId } = await signInAs([]);
    await refusedWith(name, "forbidden");
    await db.userRole.create({ data: { userId, role: guarded[name].tooWeak } });
    await refusedWith(name, "forbidden");
  });
  test("refuses what is no form, and a form with other fields", async () => {
    await signInAs(["admin"]);
    for (const forged of [undefined, null, "x", { ...guarded[name].fields() }, [], form({}), form({ ...guarded[name].fields(), imageName: "", buildId: "1; drop table builds" })]) {
      await refusedWith(name, "invalid-input", forged);
    }
  });
  test("works for the weakest role that may", async () => {
    await guarded[name].precondition();
    await signInAs([guarded[name].role]);
    const before = await state();
    expect(await adminActions[name](undefined, form({ ...guarded[name].fields(), $ACTION_KEY: "k" }))).toMatchObject({ ok: true });
    const after = await state();
    expect(after).not.toEqual(before);
    expect(after.audit).toBe(before.audit + 1);
  });
});

test("the password can be changed by the signed-in alone", async () => {
  const fields = { currentPassword: "x", newPassword: "a long new password", repeatedPassword: "a long new password" };
  expect(await passwordActions.changeOwnPassword(undefined, form(fields))).toMatchObject({ code: "unauthenticated" });
  await signInAs([]);
  expect(await passwordActions.changeOwnPassword(undefined, form({ ...fields, newPassword: "short" }))).toMatchObject({ code: "invalid-input", fieldErrors: { newPassword: [/15/], repeatedPassword: [/Differs/] } });
});

test("signing out ends the session itself, not only the cookie", async () => {
  const { sessionId } = await signInAs(["viewer"]);
  await expect(adminActions.signOut()).rejects.toThrow("redirect /login");
  expect(await db.session.findUniqueOrThrow({ where: { id: sessionId } })).toMatchObject({ revokedAt: expect.any(Date) });
  expect(jar.get(sessionCookie().name)).toBe("");
});

test("the cookie is strict, hidden from scripts, and tied to the host over https", () => {
  expect(sessionCookie()).toMatchObject({ name: "imagefactory-session", options: { httpOnly: true, sameSite: "strict", secure: false, path: "/" } });
  process.env["PUBLIC_URL"] = "https://images.example";
  expect(sessionCookie()).toMatchObject({ name: "__Host-imagefactory-session", options: { secure: true } });
  delete process.env["PUBLIC_URL"];
});
