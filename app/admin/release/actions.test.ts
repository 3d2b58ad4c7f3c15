import { AsyncLocalStorage } from "node:async_hooks";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { sealSessionId, sessionCookie } from "#lib/auth/cookie.ts";
import { createSession } from "#lib/auth/sessions/mutations.ts";
import { hashToken } from "#lib/auth/tokens/hash.ts";
import { promote } from "#lib/channels/mutations.ts";
import { systemActor } from "#lib/auth/actor.ts";
import { insertImage, insertPublishedBuild } from "#lib/channels/testing.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import type { Role } from "#prisma/generated/enums.ts";

// As in the test of the other actions, the framework's request alone is made up; each request has a browser of its own here.
const browser = new AsyncLocalStorage<string | null>();
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: (name: string) => (name === sessionCookie().name && browser.getStore() ? { name, value: browser.getStore() } : undefined), set: () => undefined }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.mock("next/navigation", () => ({ redirect: (path: string) => { throw new Error(`redirect ${path}`); } }));

const releaseActions = await import("./actions.ts");
const channelActions = await import("../channels/actions.ts");
const retentionActions = await import("../retention/actions.ts");
const { promoteBuild } = await import("../actions.ts");
const promotions = await import("../../api/v1/images/[name]/promotions/route.ts");
const pins = await import("../../api/v1/images/[name]/pins/route.ts");
const onePin = await import("../../api/v1/images/[name]/pins/[id]/route.ts");
const latestRoute = await import("../../api/v1/images/[name]/latest/route.ts");

let database: TestDatabase;
let round = 0;
let image: string;
let imageId: string;
let ids: Record<string, string>;
const [A, B, C] = ["20261101-1", "20261102-1", "20261103-1"] as const;
const roles: Role[] = ["viewer", "operator", "releaser", "admin"];
const cookies: Partial<Record<Role, string>> = {};
const sessions: Partial<Record<Role, string>> = {};

beforeAll(async () => {
  process.env["NEXTAUTH_SECRET"] = "a secret of the tests that is long enough";
  database = await startTestDatabase();
  for (const role of roles) {
    const { id } = await db.user.create({ data: { name: role, displayName: role, passwordHash: "$argon2id$none", roles: { create: { role } } } });
    sessions[role] = await createSession(db, { userId: id });
    cookies[role] = await sealSessionId(sessions[role]);
  }
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
/** Latest is B, prev is A; C is newer. */
beforeEach(async () => {
  image = `Standard_Released_${++round}`;
  imageId = await insertImage(db, image);
  ids = {};
  for (const [n, version] of [A, B, C].entries()) ids[version] = await insertPublishedBuild(db, imageId, version, new Date(Date.UTC(2026, 10, n + 1)));
  for (const version of [A, B]) await promote(systemActor("test"), { imageName: image, version });
});

type Act = (previous: unknown, form: FormData) => Promise<unknown>;
type Row = { act: Act; least: Role; fields: () => Record<string, string>; before?: () => Promise<unknown>; dangerous?: true };
let made = "";
const nextYear = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
const pinned = async () => {
  made = (await db.buildPin.create({ data: { imageId, buildId: ids[A]!, client: "Shop", contact: "x", until: new Date(Date.now() + 1e9), actorKind: "system", actorName: "test" } })).id;
};
const rolling = (state: "running" | "paused") => async () => {
  made = (await db.rollout.create({ data: { imageId, buildId: ids[C]!, baselineBuildId: ids[B]!, startPercent: 10, hours: 10, runningSince: new Date(), actorKind: "system", actorName: "test" } })).id;
  if (state === "paused") await db.rollout.update({ where: { id: made }, data: { state, runningSince: null } });
};

/** Every action of these pages, with a form that would succeed, and the weakest role that may. */
const table: Record<string, Row> = {
  promoteMany: { act: releaseActions.promoteMany, least: "releaser", fields: () => ({ [`promote:${image}`]: `${C}/${B}` }) },
  revokeBuild: { act: releaseActions.revokeBuild, least: "releaser", dangerous: true, fields: () => ({ imageName: image, version: C, reason: "defect", severity: "low", explanation: "It does not boot.", replacementVersion: B, successorVersion: "", expectedLatestVersion: B }) },
  changePolicy: { act: channelActions.changePolicy, least: "admin", dangerous: true, fields: () => ({ imageName: image, policy: "automatic", nights: "3", expectedPolicy: "manual", expectedNights: "0" }) },
  pinBuild: { act: channelActions.pinBuild, least: "releaser", fields: () => ({ imageName: image, version: A, client: "Shop", contact: "x@example.org", until: nextYear }) },
  unpinBuild: { act: channelActions.unpinBuild, least: "releaser", fields: () => ({ pinId: made }), before: pinned },
  beginRollout: { act: channelActions.beginRollout, least: "releaser", fields: () => ({ imageName: image, version: C, startPercent: "10", hours: "72", reason: "", expectedLatestVersion: B }) },
  holdRollout: { act: channelActions.holdRollout, least: "releaser", fields: () => ({ rolloutId: made }), before: rolling("running") },
  continueRollout: { act: channelActions.continueRollout, least: "releaser", fields: () => ({ rolloutId: made }), before: rolling("paused") },
  endRollout: { act: channelActions.endRollout, least: "releaser", fields: () => ({ rolloutId: made, reason: "it fails" }), before: rolling("running") },
  holdBuild: { act: retentionActions.holdBuild, least: "releaser", fields: () => ({ buildId: ids[A]!, reason: "an audit" }) },
  releaseBuild: { act: retentionActions.releaseBuild, least: "releaser", fields: () => ({ buildId: ids[A]!, reason: "it is over" }), before: () => db.build.update({ where: { id: ids[A]! }, data: { held: true } }) },
  changeRetention: { act: retentionActions.changeRetention, least: "admin", dangerous: true, fields: () => ({ imageName: image, days: "100", expectedDays: "730" }) },
};

const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};
const as = (role: Role | null, act: Act, fields: Record<string, string>) => browser.run(role ? (cookies[role] ?? null) : null, () => act(undefined, form(fields))) as Promise<{ ok: boolean; code?: string; message?: string }>;
const state = async () =>
  JSON.stringify([await db.auditEntry.count(), await db.channel.findMany({ where: { imageId }, orderBy: { name: "asc" } }), await db.revocation.count(), await db.buildPin.findMany({ where: { imageId } }), await db.rollout.findMany({ where: { imageId } }), await db.image.findUnique({ where: { id: imageId } }), await db.build.findMany({ where: { imageId }, orderBy: { version: "asc" } })], (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));

test("every action of these pages is in the table", () => {
  expect([releaseActions, channelActions, retentionActions].flatMap((module) => Object.keys(module)).toSorted()).toEqual(Object.keys(table).toSorted());
});

describe.each(Object.entries(table))("%s", (_name, { act, least, fields, before }) => {
  test.each([null, ...roles])("as %s", async (role) => {
    await before?.();
    const found = await state();
    const isAllowed = role !== null && roles.indexOf(role) >= roles.indexOf(least);
    const outcome = await as(role, act, fields());
    expect(outcome.ok ? "ok" : outcome.code, outcome.message).toBe(isAllowed ? "ok" : role === null ? "unauthenticated" : "forbidden");
    if (isAllowed) expect(await state()).not.toBe(found);
    else expect(await state()).toBe(found);
  });

  test("refuses empty and wrong forms and changes nothing", async () => {
    await before?.();
    const found = await state();
    const wrong = Object.fromEntries(Object.keys(fields()).map((key) => [key, "1; drop table builds\u0000".repeat(60)]));
    for (const given of [{}, wrong]) expect(await as("admin", act, given)).toMatchObject({ ok: false, code: "invalid-input" });
    expect(await state()).toBe(found);
  });
});

test.each(Object.entries(table).filter(([, { dangerous }]) => dangerous))("%s asks for a recent proof of identity", async (_name, { act, fields }) => {
  const found = await state();
  await db.session.update({ where: { id: sessions.admin! }, data: { authenticatedAt: null } });
  expect(await as("admin", act, fields())).toMatchObject({ code: "identity-not-recent" });
  await db.session.update({ where: { id: sessions.admin! }, data: { authenticatedAt: new Date() } });
  expect(await state()).toBe(found);
});

describe("two releasers in the same second", () => {
  test("with two forms: one wins, the other reads who has promoted what", async () => {
    await insertPublishedBuild(db, imageId, "20261104-1");
    const outcomes = await Promise.all([
      as("releaser", promoteBuild, { imageName: image, version: C, expectedLatestVersion: B }),
      as("admin", promoteBuild, { imageName: image, version: "20261104-1", expectedLatestVersion: B }),
    ]);
    const at = outcomes.findIndex(({ ok }) => ok);
    expect(outcomes[1 - at]).toMatchObject({ ok: false, code: "conflict" });
    expect(outcomes[1 - at]?.message).toBe(`Meanwhile ${["releaser", "admin"][at]} promoted ${image} ${[C, "20261104-1"][at]}, which is latest now. Look again and decide anew.`);
  });

  test("with two machines over HTTP: one gets 200, the other 409 and the same words", async () => {
    await insertPublishedBuild(db, imageId, "20261104-1");
    const tokens = await Promise.all((["releaser", "admin"] as const).map((owner) => makeToken(owner, ["channel:promote"])));
    const answers = await Promise.all([C, "20261104-1"].map((version, n) => promotions.POST(request(tokens[n]!, { version, expectedLatestVersion: B }), { params: Promise.resolve({ name: image }) })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await answers.find(({ status }) => status === 409)!.json()).toMatchObject({ code: "conflict", error: expect.stringMatching(/^Meanwhile (releaser|admin) \(token x\) promoted/) });
  });

  test("a revocation that was decided on another latest is told, too", async () => {
    await promote(systemActor("test"), { imageName: image, version: C });
    expect(await as("releaser", releaseActions.revokeBuild, { ...table["revokeBuild"]!.fields(), version: A })).toMatchObject({ code: "conflict", message: expect.stringContaining(C) });
  });
});

async function makeToken(owner: Role, scopes: string[]): Promise<string> {
  const token = `imgf_${crypto.randomUUID().replaceAll("-", "")}${"x".repeat(11)}`;
  const user = await db.user.findUniqueOrThrow({ where: { name: owner } });
  await db.apiToken.create({ data: { userId: user.id, name: "x", scopes, tokenHash: hashToken(token), expiresAt: new Date(Date.now() + 1e7) } });
  return token;
}
function request(token: string, body: object, method = "POST"): Request {
  return new Request("http://localhost/api", { method, headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) });
}

test("a machine pins a client and ends the pin; without the scope it may not", async () => {
  const body = { version: A, client: "Shop", contact: "x@example.org", until: nextYear };
  const params = { params: Promise.resolve({ name: image }) };
  expect((await pins.POST(request(await makeToken("admin", ["channel:promote"]), body), params)).status).toBe(403);
  expect((await pins.POST(request(await makeToken("operator", ["build:hold"]), body), params)).status).toBe(403);
  const token = await makeToken("releaser", ["build:hold"]);
  const answer = await pins.POST(request(token, body), params);
  expect(answer.status).toBe(201);
  const { pinId } = (await answer.json()) as { pinId: string };
  expect((await pins.POST(request(token, body), params)).status).toBe(409);
  const end = () => onePin.DELETE(request(token, {}, "DELETE"), { params: Promise.resolve({ name: image, id: pinId }) });
  expect((await end()).status).toBe(200);
  expect((await end()).status).toBe(404);
});

test("what is latest for a client is answered without being kept, and a nonsensical client is refused", async () => {
  const ask = (query: string, name = image) => latestRoute.GET(new Request(`http://localhost/api/v1/images/${name}/latest${query}`), { params: Promise.resolve({ name }) });
  const answer = await ask("?client=web-1");
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(await answer.json()).toMatchObject({ image, client: "web-1", version: B, rollout: null });
  expect((await ask("")).status).toBe(200);
  expect((await ask(`?client=${"x".repeat(201)}`)).status).toBe(400);
  expect((await ask("?client=")).status).toBe(400);
  expect((await ask("?client=x", "Standard_None")).status).toBe(404);
});
