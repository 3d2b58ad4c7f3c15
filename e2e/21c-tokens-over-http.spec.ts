import { expect, test } from "@playwright/test";
import { hashToken, makeToken } from "#lib/auth/tokens/hash.ts";
import { enterAs, printMarks, roles } from "./callers.ts";
import { factory, query } from "./factory.ts";
import { insertUser, type RoleName } from "./people.ts";
import { machineRoutes, type MachineRow } from "./route-table.ts";
import { changesSince, stateOfFactory } from "./state.ts";

const scopes = ["build:trigger", "build:cancel", "channel:promote", "build:hold"];
const run = Date.now().toString(36);
let made = 0;

type Owner = { userId: string; token: string };

/** A token of somebody new, and who owns it. */
async function tokenOf(role: RoleName, scope: string[]): Promise<Owner> {
  const token = makeToken();
  const userId = await insertUser(`token-${run}-${++made}`, role);
  await query("insert into api_tokens (user_id, name, token_hash, scopes, expires_at) values ($1, 'story', $2, $3, now() + interval '1 day')", [userId, hashToken(token), scope]);
  return { userId, token };
}

/** An admin's token for everything, to which something has happened since. */
async function spoilt(change: (owner: Owner) => Promise<unknown>): Promise<string> {
  const owner = await tokenOf("admin", scopes);
  await change(owner);
  return `Bearer ${owner.token}`;
}

function call({ method, path, body }: MachineRow, authorization: string | null, headers: Record<string, string> = {}, more: object = {}): Promise<Response> {
  const address = path.replace("[name]", "Standard_None").replace("[id]", "00000000-0000-4000-8000-000000000000");
  return fetch(`${factory().url}${address}`, { method, body: JSON.stringify({ ...body, ...more }), headers: { "content-type": "application/json", ...(authorization ? { authorization } : {}), ...headers } });
}

test("a token opens what its scope and its owner's role both allow, and nothing once it is over", async () => {
  const whole = await tokenOf("admin", scopes);
  const session = await enterAs("admin");
  const strangers: Record<string, string | null> = {
    "no token": null,
    "made up": `Bearer ${makeToken()}`,
    "its hash": `Bearer ${hashToken(whole.token)}`,
    "one letter changed": `Bearer ${whole.token.slice(0, -1)}${whole.token.endsWith("A") ? "Q" : "A"}`,
    "as a password": `Basic ${Buffer.from(`admin:${whole.token}`).toString("base64")}`,
    "a session's cookie": `Bearer ${session.cookie.split("=")[1]}`,
    "over": await spoilt(({ userId }) => query("update api_tokens set created_at = now() - interval '2 days', expires_at = now() - interval '1 second' where user_id = $1", [userId])),
    "revoked, replayed": await spoilt(({ userId }) => query("update api_tokens set revoked_at = now() where user_id = $1", [userId])),
    "owner shut out": await spoilt(({ userId }) => query("update users set disabled_at = now() where id = $1", [userId])),
    "owner with a one-time password": await spoilt(({ userId }) => query("update users set must_change_password = true where id = $1", [userId])),
  };
  const weak: Record<string, string> = {
    "owner's role taken away": await spoilt(({ userId }) => query("delete from user_roles where user_id = $1", [userId])),
    "owner is a viewer now": await spoilt(({ userId }) => query("update user_roles set role = 'viewer' where user_id = $1", [userId])),
  };
  const rows: { title: string; marks: string[] }[] = [];
  for (const row of machineRoutes) {
    const below = roles[roles.indexOf(row.least) - 1]!;
    const expected: [string, string | null, number][] = [
      ...Object.entries(strangers).map(([title, given]): [string, string | null, number] => [title, given, 401]),
      ...Object.entries(weak).map(([title, given]): [string, string | null, number] => [title, given, 403]),
      ["all other scopes", `Bearer ${(await tokenOf("admin", scopes.filter((scope) => scope !== row.scope))).token}`, 403],
      ["the next weaker role", `Bearer ${(await tokenOf(below, [row.scope])).token}`, 403],
      ["right scope and role", `Bearer ${(await tokenOf(row.least, [row.scope])).token}`, row.status],
      ["admin, all scopes", `Bearer ${whole.token}`, row.status],
    ];
    const before = await stateOfFactory();
    const answers = await Promise.all(expected.map(async ([, given]) => (await call(row, given)).status));
    expect(Object.fromEntries(expected.map(([title], n) => [title, answers[n]])), `${row.method} ${row.path}`).toEqual(Object.fromEntries(expected.map(([title, , status]) => [title, status])));
    expect(await changesSince(before)).toEqual([]);
    rows.push({ title: `${row.method} ${row.path}`, marks: answers.map((status) => ([401, 403].includes(status) ? "–" : "✓")) });
  }
  printMarks("Routes for machines (✓ heard, – refused)", [...Object.keys(strangers), ...Object.keys(weak), "all other scopes", "the next weaker role", "right scope and role", "admin, all scopes"].map((title) => ({ title })), rows);
});

test("a cookie opens no route for machines, a token no page and no route of people", async () => {
  const [{ cookie }, { token }] = [await enterAs("admin"), await tokenOf("admin", scopes)];
  for (const row of machineRoutes) expect((await call(row, null, { cookie, origin: factory().url })).status, row.path).toBe(401);
  for (const [path, status] of [["/admin", 307], ["/admin/audit/export.jsonl", 401], ["/admin/search/results?q=x", 401]] as const) {
    expect((await fetch(`${factory().url}${path}`, { redirect: "manual", headers: { authorization: `Bearer ${token}` } })).status, path).toBe(status);
  }
});

test("names in the address win over those in the body, and no field decides who asks", async () => {
  const { token } = await tokenOf("releaser", ["build:hold"]);
  const pin = machineRoutes.find(({ path }) => path.endsWith("/pins"))!;
  const answer = await call(pin, `Bearer ${token}`, {}, { name: "Standard_Debian_12", imageName: "Standard_Debian_12", actorKind: "system", actorName: "root", userId: null, scopes, permission: "build:trigger" });
  expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: "image-unknown", error: expect.stringContaining("Standard_None") })]);
});
