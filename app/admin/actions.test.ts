import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "#lib/db.ts";
import { insertResumableBuild } from "#lib/builds/retry/testing.ts";
import { insertImage, insertPublishedBuild } from "#lib/channels/testing.ts";
import { sealSessionId, sessionCookie } from "#lib/auth/cookie.ts";
import { createSession } from "#lib/auth/sessions/mutations.ts";
import { hashPassword } from "#lib/auth/passwords.ts";
import { loadDefaultCatalog } from "#lib/default-catalog/mutations.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import type { Role } from "#prisma/generated/enums.ts";
import { cloudRows, notificationRows, planningState, scheduleRows, type Row } from "./testing.ts";
import { catalogRows, catalogState } from "./catalog/testing.ts";

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

const [adminActions, accountActions, userActions, scheduleActions, notificationActions, catalogActions, cloudActions, passwordActions, loginActions, auditActions, buildActions] = await Promise.all([
  import("./actions.ts"), import("./account/actions.ts"), import("./users/actions.ts"), import("./schedule/actions.ts"), import("./notifications/actions.ts"), import("./catalog/actions.ts"), import("./clouds/actions.ts"),
  import("./password/actions.ts"), import("../login/actions.ts"), import("./audit/actions.ts"), import("./builds/actions.ts"),
]);

let database: TestDatabase;
let users = 0;
let image: string;
let buildId: string;
let publishedId: string;
let otherId: string;
let [keptId, requestId] = [crypto.randomUUID() as string, crypto.randomUUID() as string];

beforeAll(async () => {
  process.env["NEXTAUTH_SECRET"] = "a secret of the tests that is long enough";
  database = await startTestDatabase();
  await loadDefaultCatalog();
  // Somebody administers the portal throughout: the tests below disable admins of their own.
  await db.user.create({ data: { name: "root", displayName: "Root", passwordHash: "$argon2id$none", roles: { create: { role: "admin" } } } });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
beforeEach(async () => {
  jar.clear();
  users += 1;
  image = `Standard_Action_${users}`;
  issue = `issue-${users}`;
  await db.knownIssue.create({ data: { slug: issue, title: "An issue", body: "Something.", severity: "low", openedOn: new Date("2026-11-01") } });
  const imageId = await insertImage(db, image);
  publishedId = await insertPublishedBuild(db, imageId, "20261101-1");
  otherId = (await db.user.create({ data: { name: `other${users}`, displayName: "Other", passwordHash: "$argon2id$none", roles: { create: { role: "viewer" } } } })).id;
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

const own = { role: "viewer", tooWeak: null } as const;
const managed = { role: "admin", tooWeak: "releaser", dangerous: true } as const;
const subject = () => ({ userId: otherId });
const edited = () => ({ ...subject(), displayName: "Changed", email: "", role: "viewer" });
const tokenFields = () => ({ name: "nightly", days: "30", "scope:build:trigger": "on" });
const askFor = async () => {
  requestId = (await db.promotionRequest.create({ data: { imageId: (await db.image.findUniqueOrThrow({ where: { name: image } })).id, buildId: publishedId, requestedById: otherId, requestedByName: "other" } })).id;
};

let issue = "";
/** Every guarded action, with a form that would succeed. */
const guarded: Record<string, Row> = {
  triggerBuild: { act: adminActions.triggerBuild, role: "operator", tooWeak: "viewer", fields: () => ({ imageName: image }), before: () => db.build.update({ where: { id: buildId }, data: { status: "cancelled", finishedAt: new Date() } }) },
  goOnWithBuild: { act: buildActions.goOnWithBuild, role: "operator", tooWeak: "viewer", fields: () => ({ buildId: keptId }), before: async () => void (keptId = await insertResumableBuild(db, image, "20261103-1")) },
  cancelBuild: { act: adminActions.cancelBuild, role: "operator", tooWeak: "viewer", fields: () => ({ buildId }) },
  promoteBuild: { act: adminActions.promoteBuild, role: "releaser", tooWeak: "operator", fields: () => ({ imageName: image, version: "20261101-1", expectedLatestVersion: "" }) },
  confirmPromotion: { act: adminActions.confirmPromotion, role: "releaser", tooWeak: "operator", fields: () => ({ requestId }), before: askFor },
  withdrawPromotion: { act: adminActions.withdrawPromotion, role: "releaser", tooWeak: "operator", fields: () => ({ requestId }), before: askFor },
  ...cloudRows(cloudActions),
  ...scheduleRows(scheduleActions, () => image),
  ...notificationRows(notificationActions),
  acknowledge: { act: adminActions.acknowledge, ...own, fields: () => ({}), takesNothing: true, silent: true },
  beginOwnSecondFactor: { act: accountActions.beginOwnSecondFactor, ...own, dangerous: true, fields: () => ({}), takesNothing: true, silent: true },
  endMyOtherSessions: { act: accountActions.endMyOtherSessions, ...own, fields: () => ({}), takesNothing: true },
  makeToken: { act: accountActions.makeToken, role: "operator", tooWeak: null, dangerous: true, fields: tokenFields },
  makeUser: { act: userActions.makeUser, ...managed, fields: () => ({ name: `made${users}`, displayName: "Made", email: "", role: "viewer" }) },
  changeUser: { act: userActions.changeUser, ...managed, fields: edited },
  switchUser: { act: userActions.switchUser, ...managed, fields: () => ({ ...subject(), enabled: "no" }) },
  giveOneTimePassword: { act: userActions.giveOneTimePassword, ...managed, fields: subject },
  takeSecondFactor: { act: userActions.takeSecondFactor, ...managed, fields: subject, before: () => db.user.update({ where: { id: otherId }, data: { totpSecret: "v1.x" } }) },
  endSessionsOfUser: { act: userActions.endSessionsOfUser, role: "admin", tooWeak: "releaser", fields: subject },
  checkAudit: { act: auditActions.checkAudit, role: "releaser", tooWeak: "operator", fields: () => ({}), takesNothing: true, silent: true },
  switchSecondReleaser: { act: userActions.switchSecondReleaser, ...managed, fields: () => ({ needed: "no" }) },
  ...catalogRows(catalogActions, () => ({ n: users, image, issue })),
};
/** Tested further below, with the state that they need. */
const others = ["confirmOwnSecondFactor", "renewOwnRecoveryCodes", "removeOwnSecondFactor", "endOneSession", "endToken", "confirmOwnIdentity", "signOut", "changeOwnPassword", "logInWithPassword", "logInWithSecondFactor"];
const names = Object.keys(guarded);

/** What an action could have changed. */
const state = async () => ({
  builds: await db.build.findMany({ where: { image: { name: image } }, orderBy: { version: "asc" }, select: { version: true, status: true, cancelRequestedAt: true } }),
  channels: await db.channel.count({ where: { image: { name: image } } }),
  users: await db.user.findMany({ where: { name: { in: [`other${users}`, `made${users}`] } }, select: { name: true, displayName: true, passwordHash: true, disabledAt: true, totpSecret: true, roles: true } }),
  tokens: await db.apiToken.count(),
  clouds: await db.cloud.findMany(),
  planning: await planningState(),
  ...(await catalogState()),
  audit: await db.auditEntry.count(),
});
const refusedWith = async (name: string, code: string, ...given: unknown[]) => {
  const before = await state();
  const { act, fields } = guarded[name]!;
  const [data] = given.length > 0 ? given : [form(fields())];
  expect(await act(undefined, data as FormData)).toMatchObject({ ok: false, code });
  expect(await state()).toEqual(before);
};

test("every action is listed here, so that a new one cannot be forgotten", () => {
  const all = [adminActions, accountActions, catalogActions, userActions, cloudActions, scheduleActions, notificationActions, passwordActions, loginActions, auditActions, buildActions].flatMap((module) => Object.keys(module));
  expect(all.sort()).toEqual([...names, ...others].sort());
});

describe.each(names)("%s", (name) => {
  test("refuses strangers", () => refusedWith(name, "unauthenticated"));
  test("refuses a cookie that this portal did not make", async () => {
    jar.set(sessionCookie().name, "x.y.z");
    await refusedWith(name, "unauthenticated");
    jar.set(sessionCookie().name, crypto.randomUUID());
    await refusedWith(name, "unauthenticated");
  });
  test("refuses a genuine cookie of a session that was ended, and of a user who was disabled", async () => {
    const { userId, sessionId } = await signInAs(["admin"]);
    const revoke = (revokedAt: Date | null) => db.session.update({ where: { id: sessionId }, data: { revokedAt } });
    await revoke(new Date());
    await refusedWith(name, "unauthenticated");
    await revoke(null);
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
    const { tooWeak } = guarded[name]!;
    if (!tooWeak) return;
    await db.userRole.create({ data: { userId, role: tooWeak } });
    await refusedWith(name, "forbidden");
  });
  test("refuses what is no form, and a form with other fields", async () => {
    await signInAs(["admin"]);
    const { fields, takesNothing } = guarded[name]!;
    const wrong = Object.fromEntries(Object.keys(fields()).map((key) => [key, "1; drop table builds\u0000".repeat(10)]));
    for (const forged of [undefined, null, "x", { ...fields() }, [], ...(takesNothing ? [] : [form({}), form(wrong)])]) await refusedWith(name, "invalid-input", forged);
  });
  test("works for the weakest role that may", async () => {
    const { act, before: prepare, role, fields, silent } = guarded[name]!;
    await prepare?.();
    await signInAs([role]);
    const admins = () => db.userRole.count({ where: { role: "admin" } });
    const [before, adminsBefore] = [await state(), await admins()];
    // Fields that no form of ours has are left alone: nobody makes themselves admin by naming a column.
    const assigned = { roles: "admin", passwordHash: "$argon2id$x", mustChangePassword: "false", requestedById: otherId, permission: "user:manage", failedAttempts: "0" };
    expect(await act(undefined, form({ ...assigned, ...fields(), $ACTION_KEY: "k" }))).toMatchObject({ ok: true });
    const after = await state();
    expect(after.audit).toBe(before.audit + (silent ? 0 : 1));
    expect(await admins()).toBe(adminsBefore);
    expect(await db.user.count({ where: { passwordHash: "$argon2id$x" } })).toBe(0);
  });
});

test.each(Object.keys(guarded).filter((name) => guarded[name]!.dangerous))("%s asks who proved their identity long ago, or never, to prove it again", async (name) => {
  const { sessionId } = await signInAs(["admin"]);
  for (const authenticatedAt of [new Date(Date.now() - 15 * 60_000), null]) {
    await db.session.update({ where: { id: sessionId }, data: { authenticatedAt } });
    await refusedWith(name, "identity-not-recent");
  }
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

test("sessions and tokens of others are ended by who administers users alone", async () => {
  const sessionId = await createSession(db, { userId: otherId });
  const { id: tokenId } = await db.apiToken.create({ data: { userId: otherId, name: "x", scopes: ["build:trigger"], tokenHash: crypto.randomUUID().replaceAll("-", "").repeat(2), expiresAt: new Date(Date.now() + 1_000_000) } });
  const end = async () => [await accountActions.endOneSession(undefined, form({ sessionId })), await accountActions.endToken(undefined, form({ tokenId }))];
  await signInAs(["releaser"]);
  expect(await end()).toMatchObject([{ code: "session-unknown" }, { code: "token-unknown" }]);
  await db.userRole.create({ data: { userId: (await db.user.findUniqueOrThrow({ where: { name: `u${users}` } })).id, role: "admin" } });
  expect(await end()).toMatchObject([{ ok: true }, { ok: true }]);
  expect(await end()).toMatchObject([{ code: "session-unknown" }, { code: "token-unknown" }]);
});

test("a second factor is turned on by its first code, and everything about it needs a recent proof", async () => {
  const { userId, sessionId } = await signInAs(["viewer"]);
  expect(await accountActions.confirmOwnSecondFactor(undefined, form({ code: "123456" }))).toMatchObject({ code: "not-begun" });
  expect(await accountActions.renewOwnRecoveryCodes(undefined, form({}))).toMatchObject({ code: "off" });
  expect(await accountActions.removeOwnSecondFactor(undefined, form({}))).toMatchObject({ code: "off" });
  await db.session.update({ where: { id: sessionId }, data: { authenticatedAt: null } });
  for (const act of [accountActions.confirmOwnSecondFactor, accountActions.renewOwnRecoveryCodes, accountActions.removeOwnSecondFactor]) {
    expect(await act(undefined, form({ code: "123456" }))).toMatchObject({ code: "identity-not-recent" });
  }
  const passwordHash = await hashPassword("correct horse battery");
  await db.user.update({ where: { id: userId }, data: { passwordHash } });
  expect(await accountActions.confirmOwnIdentity(undefined, form({ password: "wrong" }))).toMatchObject({ code: "wrong-password" });
  await expect(accountActions.confirmOwnIdentity(undefined, form({ password: "correct horse battery", callbackUrl: "https://evil.example" }))).rejects.toThrow("redirect /admin");
  expect(await accountActions.beginOwnSecondFactor(undefined, form({}))).toMatchObject({ ok: true });
});
