import { expect, test } from "@playwright/test";
import { actionTable, type ActionRow } from "./action-table.ts";
import { enterAs, gatherCallers, holds, printMarks, type Caller } from "./callers.ts";
import { query } from "./factory.ts";
import { builtActions, callAction, type BuiltAction } from "./http.ts";
import { changesSince, stateOfFactory } from "./state.ts";

const built = builtActions().toSorted((a, b) => a.name.localeCompare(b.name));
// What has no line fails the first test; the others go on with what has one.
const actions = built.filter(({ name }) => name in actionTable);
const refusals = ["unauthenticated", "forbidden", "identity-not-recent"];
const rowOf = ({ name }: BuiltAction) => actionTable[name]!;

/** What a cell of the table must say. */
function expectedCode({ least, answer, dangerous }: ActionRow, caller: Caller): string {
  if (least === "anybody") return answer;
  if (caller.standing === "stranger") return "unauthenticated";
  if (least === "signed in") return answer;
  if (!holds(caller, least)) return "forbidden";
  return dangerous && caller.isLongAgo ? "identity-not-recent" : answer;
}

test("every action of the build has a line in the table, and no line is left over", () => {
  expect(built.map(({ name }) => name), "a new action needs a line in e2e/action-table.ts that says who may call it").toEqual(Object.keys(actionTable).toSorted((a, b) => a.localeCompare(b)));
  expect(built.every(({ file }) => /^app\/.*actions\.ts$/.test(file))).toBe(true);
});

test("called directly over HTTP, an action answers whom the table names; nobody else changes anything", async () => {
  test.setTimeout(300_000);
  const callers = await gatherCallers();
  const rows: { title: string; marks: string[] }[] = [];
  const wrong: string[] = [];
  for (const action of actions.filter(({ name }) => name !== "signOut")) {
    const row = rowOf(action);
    const ask = async (caller: Caller) => {
      const fields = caller.isLongAgo && typeof row.dangerous === "object" ? row.dangerous : row.fields;
      const { code, message, status } = await callAction(action, { cookie: caller.cookie, fields });
      const expected = expectedCode(row, caller);
      if (code !== expected) wrong.push(`${action.name} as ${caller.title}: ${code} instead of ${expected} (${status} ${message})`);
      return refusals.includes(code) ? "–" : "✓";
    };
    const isRefused = (caller: Caller) => refusals.includes(expectedCode(row, caller));
    const before = await stateOfFactory();
    const marks = new Map<Caller, string>();
    const askAll = (asked: Caller[]) => Promise.all(asked.map(async (caller) => marks.set(caller, await ask(caller))));
    await askAll(callers.filter(isRefused));
    wrong.push(...(await changesSince(before)).map((what) => `${action.name} has changed ${what} for somebody who may not`));
    await askAll(callers.filter((caller) => !isRefused(caller)));
    if (row.answer !== "ok") wrong.push(...(await changesSince(before)).map((what) => `${action.name} has changed ${what} with a form that should change nothing`));
    rows.push({ title: action.name, marks: callers.map((caller) => marks.get(caller) ?? "?") });
  }
  printMarks("Actions, called over HTTP (✓ heard, – refused)", callers, rows);
  expect(wrong).toEqual([]);
});

test("signing out is for everybody, and ends the session that asks and no other", async () => {
  const signOut = actions.find(({ name }) => name === "signOut")!;
  const [one, other] = [await enterAs("viewer"), await enterAs("admin")];
  const open = async () => (await query<{ id: string }>("select id from sessions where id = any($1) and revoked_at is null", [[one.sessionId, other.sessionId]])).map(({ id }) => id);
  expect(await callAction(signOut, { cookie: null })).toMatchObject({ code: "redirect", to: "/login" });
  expect(await callAction(signOut, { cookie: one.cookie, fields: { sessionId: other.sessionId } })).toMatchObject({ code: "redirect", to: "/login" });
  expect(await open()).toEqual([other.sessionId]);
});

test("an action is refused also from a page that does not show it, and with arguments that no form sends", async () => {
  const { cookie } = await enterAs("admin");
  const before = await stateOfFactory();
  for (const action of actions.filter((one) => rowOf(one).least !== "anybody")) {
    const elsewhere = action.path === "/admin/users" ? "/admin/tokens" : "/admin/users";
    const codes = await Promise.all([callAction(action, { path: elsewhere, fields: rowOf(action).fields }), callAction(action, { args: [] }), callAction(action, { cookie, args: [] }), callAction(action, { cookie, args: [undefined, { ...rowOf(action).fields }] })]);
    expect(codes.map(({ code }) => code), action.name).toEqual(["unauthenticated", "unauthenticated", "invalid-input", "invalid-input"]);
  }
  expect(await changesSince(before)).toEqual([]);
});

test("what belongs to somebody else stays theirs, whoever names its id", async () => {
  const [owner, thief] = [await enterAs("viewer"), await enterAs("releaser")];
  const [token] = await query<{ id: string }>("insert into api_tokens (user_id, name, token_hash, scopes, expires_at) values ($1, 'theirs', $2, '{build:trigger}', now() + interval '1 day') returning id", [owner.userId, crypto.randomUUID().replaceAll("-", "").repeat(2)]);
  const named = (name: string) => actions.find((action) => action.name === name)!;
  const before = await stateOfFactory();
  expect(await callAction(named("endOneSession"), { cookie: thief.cookie, fields: { sessionId: owner.sessionId } })).toMatchObject({ code: "session-unknown" });
  expect(await callAction(named("endToken"), { cookie: thief.cookie, fields: { tokenId: token!.id } })).toMatchObject({ code: "token-unknown" });
  expect(await callAction(named("removeOwnSecondFactor"), { cookie: thief.cookie, fields: { userId: owner.userId } })).toMatchObject({ code: "off" });
  expect(await changesSince(before)).toEqual([]);
});
