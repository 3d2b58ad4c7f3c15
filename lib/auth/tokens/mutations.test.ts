import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import type { Role } from "#prisma/generated/enums.ts";
import { userActor } from "../actor.ts";
import { findToken, listTokens, tokenAllows } from "./data.ts";
import { createToken, revokeToken } from "./mutations.ts";
import { createTokenSchema, type TokenScope } from "./schema.ts";

let database: TestDatabase;
let users = 0;
let userId: string;

beforeAll(async () => {
  database = await startTestDatabase();
  await db.user.create({ data: { name: "root", displayName: "R", passwordHash: "$argon2id$none", roles: { create: { role: "admin" } } } });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
beforeEach(() => void (users += 1));

const person = async (role: Role) => {
  const user = await db.user.create({ data: { name: `user${users}-${role}`, displayName: "U", passwordHash: "$argon2id$none", roles: { create: { role } } }, include: { roles: true } });
  userId = user.id;
  return userActor(user);
};
const make = async (role: Role, scopes: TokenScope[]) => {
  const actor = await person(role);
  const outcome = await createToken(actor, { name: "nightly", days: 30, scopes });
  if (!outcome.ok) throw new Error(outcome.message);
  return { actor, token: outcome.value.shownOnce.lines[0]! };
};

test("a token is recognisable, kept as a hash, and stands for its owner", async () => {
  const { token } = await make("releaser", ["build:trigger"]);
  expect(token).toMatch(/^imgf_[A-Za-z0-9_-]{43}$/);
  expect(JSON.stringify([await db.apiToken.findMany(), await db.auditEntry.findMany({ select: { after: true } })])).not.toContain(token.slice(5));
  const found = await findToken(token);
  expect(found?.actor).toMatchObject({ kind: "token", userId, name: `user${users}-releaser (token nightly)` });
  expect([tokenAllows(found!, "build:trigger"), tokenAllows(found!, "channel:promote"), tokenAllows(found!, "user:manage")]).toEqual([true, false, false]);
});

test("it may never do more than its owner, at its making and at each use", async () => {
  expect(await createToken(await person("operator"), { name: "x", days: 7, scopes: ["channel:promote"] })).toMatchObject({ code: "scope-too-wide" });
  const { token } = await make("releaser", ["channel:promote"]);
  await db.userRole.deleteMany({ where: { userId } });
  expect(tokenAllows((await findToken(token))!, "channel:promote")).toBe(false);
});

test.each([
  ["revoked", async (tokenHash: string) => db.apiToken.update({ where: { tokenHash }, data: { revokedAt: new Date() } })],
  ["expired", async (tokenHash: string) => db.apiToken.update({ where: { tokenHash }, data: { createdAt: new Date(0), expiresAt: new Date(1) } })],
  ["of a disabled user", async () => db.user.update({ where: { id: userId }, data: { disabledAt: new Date() } })],
  ["of a user with a one-time password", async () => db.user.update({ where: { id: userId }, data: { mustChangePassword: true } })],
])("one that is %s counts for nothing", async (_why, change) => {
  const { token } = await make("operator", ["build:trigger"]);
  expect(await findToken(token)).not.toBeNull();
  await change((await db.apiToken.findFirstOrThrow({ where: { userId } })).tokenHash);
  expect(await findToken(token)).toBeNull();
});

test.each(["", "imgf_", "imgf_' or 1=1 --", `imgf_${"A".repeat(43)}`])("%j is nobody's", async (token) => expect(await findToken(token)).toBeNull());

test("everybody sees and revokes their own; who administers users, everybody's", async () => {
  const { actor } = await make("operator", ["build:trigger"]);
  const [row] = await listTokens(actor);
  expect(row).toMatchObject({ name: "nightly", owner: actor.name, scopes: ["build:trigger"], lastUsedAt: null });
  const stranger = await person("releaser");
  expect(await listTokens(stranger)).toEqual([]);
  expect(await revokeToken(stranger, { tokenId: row!.id })).toMatchObject({ code: "token-unknown" });
  const admin = await person("admin");
  expect((await listTokens(admin)).map(({ id }) => id)).toContain(row!.id);
  expect(await revokeToken(admin, { tokenId: row!.id })).toMatchObject({ ok: true });
});

test("a form gives the scopes that are ticked, and no others exist", () => {
  const form = { name: " nightly ", days: "7", "scope:build:cancel": "on" };
  expect(createTokenSchema.parse(form)).toEqual({ name: "nightly", days: 7, scopes: ["build:cancel"] });
  for (const wrong of [{ ...form, "scope:user:manage": "on" }, { name: "x", days: "7" }, { ...form, days: "99999" }, { ...form, name: "" }]) expect(createTokenSchema.safeParse(wrong).success).toBe(false);
});

test("page by page no token is lost or repeated, those that count first", async () => {
  const actor = await person("operator");
  const createdAt = new Date(Date.now() - 60_000);
  const revokedAt = [null, null, null, new Date(Date.now() - 2_000), new Date(Date.now() - 1_000), new Date(Date.now() - 1_000)];
  // All made in the same moment: only their ids tell them apart.
  await db.apiToken.createMany({ data: revokedAt.map((at, n) => ({ userId, name: `${n}`, tokenHash: `${n}`.repeat(64), scopes: ["build:trigger"], createdAt, expiresAt: new Date(Date.now() + 86_400_000), revokedAt: at })) });
  const seen: string[] = [];
  for (let page = await listTokens(actor, { limit: 2 }); page.length > 0; page = await listTokens(actor, { after: page.at(-1)?.id, limit: 2 })) seen.push(...page.map(({ name }) => name));
  expect(seen.slice(0, 3).toSorted()).toEqual(["0", "1", "2"]);
  expect(seen.slice(3, 5).toSorted()).toEqual(["4", "5"]);
  expect(seen.slice(5)).toEqual(["3"]);
});
