import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { sealSessionId, sessionCookie } from "#lib/auth/cookie.ts";
import { createSession } from "#lib/auth/sessions/mutations.ts";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import type { Role } from "#prisma/generated/enums.ts";

// As in the tests of the actions: only the framework's request does not exist here.
const jar = new Map<string, string>();
vi.mock("next/headers", () => ({ cookies: async () => ({ get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined) }), headers: async () => new Headers() }));
vi.mock("next/navigation", () => ({ redirect: () => undefined }));
const { GET } = await import("./route.ts");

let database: TestDatabase;
let users = 0;
beforeAll(async () => {
  process.env["NEXTAUTH_SECRET"] = "a secret of the tests that is long enough";
  database = await startTestDatabase();
  await db.user.create({ data: { name: "root", displayName: "Root of all", passwordHash: "$argon2id$none", roles: { create: { role: "admin" } } } });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
beforeEach(() => jar.clear());

const signInAs = async (roles: Role[], user: { mustChangePassword?: boolean; disabledAt?: Date } = {}) => {
  const { id } = await db.user.create({ data: { name: `u${++users}`, displayName: "U", passwordHash: "$argon2id$none", ...user, roles: { create: roles.map((role) => ({ role })) } } });
  jar.set(sessionCookie().name, await sealSessionId(await createSession(db, { userId: id })));
};
const ask = async (query: string) => {
  const response = await GET(new Request(`http://portal.invalid/admin/search/results${query}`));
  return { status: response.status, kept: response.headers.get("cache-control"), body: (await response.json()) as { code?: string; found?: { href: string }[] } };
};

describe("who may search", () => {
  test("not strangers", async () => expect(await ask("?q=root")).toMatchObject({ status: 401, kept: "no-store", body: { code: "unauthenticated" } }));
  test("not with a cookie that this portal did not make", async () => {
    jar.set(sessionCookie().name, crypto.randomUUID());
    expect((await ask("?q=root")).status).toBe(401);
  });
  test("not without a role, and not with a one-time password", async () => {
    await signInAs([]);
    expect((await ask("?q=root")).status).toBe(403);
    await signInAs(["admin"], { mustChangePassword: true });
    expect((await ask("?q=root")).status).toBe(403);
  });
  test("not who was shut out", async () => {
    await signInAs(["admin"], { disabledAt: new Date() });
    expect((await ask("?q=root")).status).toBe(401);
  });
  test.each<[Role, string[]]>([["viewer", []], ["operator", []], ["releaser", []], ["admin", ["/admin/users/root"]]])("%s, and finds of users %j", async (role, expected) => {
    await signInAs([role]);
    const { status, body, kept } = await ask("?q=root");
    expect([status, kept, body.found?.map(({ href }) => href)]).toEqual([200, "no-store", expected]);
  });
});

test("a search that is too long is refused, one with odd letters is not", async () => {
  await signInAs(["admin"]);
  expect(await ask(`?q=${"x".repeat(101)}`)).toMatchObject({ status: 400, body: { code: "invalid-input" } });
  expect((await ask("?q=%00%0aroot")).body.found).toHaveLength(1);
  expect((await ask("")).status).toBe(200);
});
