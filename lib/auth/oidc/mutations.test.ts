import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "#lib/db.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { findSession } from "../data.ts";
import { noClient } from "../schema.ts";
import { logInWithOidc } from "./mutations.ts";
import { authTimeOf, nameFromClaims, rolesFromClaims } from "./rules.ts";

let database: TestDatabase;
let people = 0;
let subject: string;
const issuer = "https://id.example";

beforeAll(async () => {
  database = await startTestDatabase();
  await db.user.create({ data: { name: "root", displayName: "R", email: "root@example.org", passwordHash: "$argon2id$none", roles: { create: { role: "admin" } } } });
});
afterAll(async () => {
  await db.$disconnect();
  await database.stop();
});
beforeEach(() => void (subject = `subject-${++people}`));

const arrive = (claims: Record<string, unknown>, from = issuer) => logInWithOidc({ issuer: from, subject, claims, roles: { claim: "roles" } }, noClient);
const session = async (claims: Record<string, unknown>, from?: string) => {
  const outcome = await arrive(claims, from);
  return outcome.ok ? findSession(outcome.value.sessionId) : null;
};

describe("a person from the provider", () => {
  test("gets a session with the roles of the claim, as of now", async () => {
    expect(await session({ preferred_username: `Jane ${people}`, name: "Jane", roles: ["releaser"] })).toMatchObject({ displayName: "Jane", method: "oidc", authenticatedAt: null, actor: { name: `jane-${people}`, roles: ["releaser"] } });
    expect(await session({ name: "Jane", roles: ["viewer", "operator", "king"], auth_time: 1_700_000_000 })).toMatchObject({ authenticatedAt: new Date(1_700_000_000_000), actor: { name: `jane-${people}`, roles: expect.toSatisfy((roles: string[]) => roles.toSorted().join() === "operator,viewer") } });
  });

  test("is never somebody with the same name or e-mail address, nor the same subject of another issuer", async () => {
    const here = await session({ preferred_username: "root", email: "root@example.org", email_verified: true, roles: ["viewer"] });
    expect(here?.actor.name).toMatch(/^root-[0-9a-f]{8}$/);
    expect(here?.actor.roles).toEqual(["viewer"]);
    const elsewhere = await session({ preferred_username: "root", roles: ["viewer"] }, "https://other.example");
    expect(elsewhere?.actor.id).not.toBe(here?.actor.id);
    expect(await db.user.findUniqueOrThrow({ where: { name: "root" } })).toMatchObject({ oidcSubject: null });
  });

  test("without a role gets no session, no user, and loses the sessions of before", async () => {
    expect(await arrive({ roles: [] })).toMatchObject({ code: "no-role" });
    expect(await db.user.count({ where: { oidcSubject: subject } })).toBe(0);
    const before = await session({ roles: ["admin"] });
    expect(await arrive({ roles: ["king"] })).toMatchObject({ code: "no-role" });
    expect(await findSession(before!.id)).toBeNull();
  });

  test("who was shut out here stays out", async () => {
    const before = await session({ roles: ["operator"] });
    await db.user.update({ where: { id: before!.actor.userId! }, data: { disabledAt: new Date() } });
    expect(await arrive({ roles: ["admin"] })).toMatchObject({ code: "disabled" });
  });
});

describe("claims", () => {
  test.each([
    [{ roles: ["admin"] }, { claim: "roles" }, ["admin"]],
    [{ roles: "viewer operator" }, { claim: "roles" }, ["viewer", "operator"]],
    [{ realm_access: { roles: ["releaser"] } }, { claim: "realm_access.roles" }, ["releaser"]],
    [{ "https://x.example/roles": ["viewer"] }, { claim: "https://x.example/roles" }, ["viewer"]],
    [{ groups: ["cloud-admins", "admin"] }, { claim: "groups", mapping: "cloud-admins=admin, ops=operator" }, ["admin"]],
    [{ groups: ["admin"] }, { claim: "groups", mapping: "ops=operator" }, []],
    [{ roles: { admin: true } }, { claim: "roles" }, []],
    [{ roles: [1, null, { admin: 1 }] }, { claim: "roles" }, []],
    [{}, { claim: "a.b.c" }, []],
  ])("%j with %j give %j", (claims, where, roles) => expect(rolesFromClaims(claims, where)).toEqual(roles));

  test.each([
    [{ preferred_username: "Jane.Doe" }, "jane.doe"],
    [{ email: "J@Example.org" }, "j@example.org"],
    [{ preferred_username: "../../Étienne", email: 1 }, "tienne"],
    [{}, "user-s1"],
  ])("%j is called %j", (claims, name) => expect(nameFromClaims(claims, "S-1")).toBe(name));

  test("the time of the proof is believed when it is a number, and never lies ahead", () => {
    expect(authTimeOf({ auth_time: "1700000000" })).toBeNull();
    expect(authTimeOf({})).toBeNull();
    expect(authTimeOf({ auth_time: 9e12 })!.getTime()).toBeLessThanOrEqual(Date.now());
  });
});
