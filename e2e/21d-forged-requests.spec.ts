import { request as open } from "node:http";
import { expect, test } from "@playwright/test";
import { actionTable } from "./action-table.ts";
import { enterAs } from "./callers.ts";
import { factory, query } from "./factory.ts";
import { builtActions, callAction, readAnswer } from "./http.ts";
import { insertUser } from "./people.ts";
import { insertImageWithBuilds } from "./release.ts";
import { changesSince, stateOfFactory } from "./state.ts";

const run = Date.now().toString(36);
const password = "correct horse battery staple";
const actions = builtActions();
const named = (name: string) => actions.find((action) => action.name === name)!;
const sessionOf = (cookies: string[]) => cookies.map((cookie) => /^imagefactory-session=([^;]*)/.exec(cookie)?.[1]).find((value) => value !== undefined);

/** As `fetch`, but with any header that a request can have, `Host` too; those that are undefined are left out. */
function send(path: string, headers: Record<string, string | undefined>, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<string, string>;
    const asked = open({ host: "localhost", port: factory().port, path, method: "POST", headers: given }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => (text += piece)).on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asked.on("error", reject).end(body);
  });
}

const evil = "http://evil.example";
const elsewhere: Record<string, () => Record<string, string | undefined>> = {
  "another site": () => ({ origin: evil, "sec-fetch-site": "cross-site" }),
  "another site, in a browser that tells no site": () => ({ origin: evil }),
  "another site that names our Origin": () => ({ origin: factory().url, "sec-fetch-site": "cross-site" }),
  "an address beside ours": () => ({ origin: factory().url, "sec-fetch-site": "same-site" }),
  "another port of our host": () => ({ origin: `http://localhost:${factory().port + 1}` }),
  "a page without an origin": () => ({ origin: "null", "sec-fetch-site": "cross-site" }),
  "another site that leaves itself unsaid": () => ({ "sec-fetch-site": "cross-site" }),
  "another site that was forwarded": () => ({ origin: evil, host: `localhost:${factory().port}`, "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" }),
};

for (const [from, headersOf] of Object.entries(elsewhere)) {
  test(`no form is taken from ${from}, although the admin's cookie comes with it`, async () => {
    const { cookie } = await enterAs("admin");
    const before = await stateOfFactory();
    const taken: string[] = [];
    for (const { id, name, path } of actions) {
      const called = await send(path, { cookie, "next-action": id, "content-type": "text/plain;charset=UTF-8", ...headersOf() }, "[]");
      const form = `--x\r\nContent-Disposition: form-data; name="$ACTION_ID_${id}"\r\n\r\n\r\n--x--\r\n`;
      const posted = await send(path, { cookie, "content-type": "multipart/form-data; boundary=x", ...headersOf() }, form);
      if (called.status !== 403 || posted.status !== 403) taken.push(`${name}: ${called.status}, ${posted.status}`);
    }
    for (const path of ["/api/auth/callback/credentials", "/api/auth/signout", "/api/auth/signin/oidc"]) {
      const { status } = await send(path, { cookie, "content-type": "application/x-www-form-urlencoded", ...headersOf() }, "csrfToken=x");
      if (status !== 403) taken.push(`${path}: ${status}`);
    }
    expect(taken).toEqual([]);
    expect(await changesSince(before)).toEqual([]);
  });
}

test("the same form without JavaScript is taken from our own page, and from nobody whom it is not for", async () => {
  const image = `Beta_Forms_${run}`;
  await insertImageWithBuilds(image, ["20260101-1"], 1);
  const { id, path } = named("pinBuild");
  const post = async (cookie: string | null) => {
    const form = new FormData();
    const fields = { imageName: image, version: "20260101-1", client: "Shop", contact: "x", until: `${new Date().getUTCFullYear() + 1}-01-01` };
    for (const [name, value] of Object.entries({ $ACTION_REF_1: "", "$ACTION_1:0": `{"id":"${id}","bound":"$@1"}`, "$ACTION_1:1": '["$undefined"]', ...fields })) form.append(name, value);
    await (await fetch(`${factory().url}${path}`, { method: "POST", body: form, redirect: "manual", headers: { origin: factory().url, ...(cookie ? { cookie } : {}) } })).arrayBuffer();
    return query("select client from build_pins join images on images.id = image_id where images.name = $1", [image]);
  };
  expect(await post(null)).toEqual([]);
  for (const role of [null, "viewer", "operator"] as const) expect(await post((await enterAs(role)).cookie)).toEqual([]);
  expect(await post((await enterAs("releaser")).cookie)).toEqual([{ client: "Shop" }]);
  await query("update images set state = 'retired', retired_on = current_date where name = $1", [image]);
});

const targets = ["//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/%5cevil.example", "/%2f/evil.example", "/%09/evil.example", "/\t/evil.example", "https:evil.example", "https://evil.example/admin", "http:/evil.example", "javascript:alert(1)", "data:text/html,x", "@evil.example", "evil.example", "/..//evil.example", "/admin/..//evil.example", " //evil.example", "/%2e%2e//evil.example"];

/** Every address that a page names, as a browser would read it, that is not of this portal; and where its form or it itself goes on to. */
function addressesOf(text: string, base: string): { foreign: string[]; next: string | undefined } {
  const named = [...text.matchAll(/(?:href|action|src|formaction)="([^"]*)"/gi)].map(([, address = ""]) => address.replaceAll("&amp;", "&"));
  const next = /name="callbackUrl" value="([^"]*)"|content="0;url=([^"]*)"/.exec(text);
  return { foreign: named.filter((address) => URL.parse(address, base)?.origin !== new URL(base).origin), next: next?.[1] ?? next?.[2] };
}

test("no address leads to another site: not from signing in, from being signed in, nor from proving it again", async () => {
  const name = `leads-${run}`;
  await insertUser(name, "viewer", password);
  const first = await callAction(named("logInWithPassword"), { fields: { name, password, callbackUrl: targets[0]! } });
  expect(first.to).toBe("/admin");
  const cookie = first.cookies.map((one) => one.split(";")[0]).join("; ");
  const led: string[] = [];
  const expectOwn = (from: string, to: string | undefined) => void (to === "/admin" || led.push(`${from}: ${to}`));
  for (const target of targets) {
    expectOwn(`proving it with ${target}`, (await callAction(named("confirmOwnIdentity"), { cookie, fields: { password, callbackUrl: target } })).to);
    for (const parameter of ["callbackUrl", "next"]) {
      const address = (page: string) => `${factory().url}${page}?${parameter}=${encodeURIComponent(target)}`;
      expectOwn(address("/login"), (await readAnswer(await fetch(address("/login"), { redirect: "manual", headers: { cookie } }))).to);
      for (const page of ["/login", "/login/continue"]) {
        const { foreign, next } = addressesOf(await (await fetch(address(page))).text(), address(page));
        expectOwn(address(page), next);
        led.push(...foreign.map((one) => `${address(page)} names ${one}`));
      }
    }
  }
  expect(led).toEqual([]);
});

test("who signs in gets a session that nobody can have known; the one that was there before is over", async () => {
  const name = `fixed-${run}`;
  await insertUser(name, "viewer", password);
  const planted = await enterAs("viewer");
  for (const before of [planted.cookie, "imagefactory-session=chosen-by-somebody", `imagefactory-session=${crypto.randomUUID()}`]) {
    const answer = await callAction(named("logInWithPassword"), { cookie: before, fields: { name, password, sessionId: planted.sessionId } });
    const value = sessionOf(answer.cookies);
    expect([answer.to, value !== undefined && value !== before.split("=")[1]]).toEqual(["/admin", true]);
    expect(answer.cookies.find((cookie) => cookie.startsWith("imagefactory-session="))).toMatch(/HttpOnly; SameSite=strict/i);
    expect((await fetch(`${factory().url}/admin`, { redirect: "manual", headers: { cookie: before } })).status).toBe(307);
    expect((await fetch(`${factory().url}/admin`, { redirect: "manual", headers: { cookie: `imagefactory-session=${value}` } })).status).toBe(200);
  }
  expect(await query("select revoked_at is not null as ended from sessions where id = $1", [planted.sessionId])).toEqual([{ ended: true }]);
});

test("fields that no form shows set nothing", async () => {
  const [admin, operator] = [await enterAs("admin"), await enterAs("operator")];
  const id = crypto.randomUUID();
  const extra = { id, user_id: admin.userId, userId: admin.userId, actorId: admin.userId, actorName: "root", roles: "admin", passwordHash: "$argon2id$x", mustChangePassword: "false", tokenHash: "0".repeat(64), expiresAt: "2099-01-01", oidcSubject: "x", revision: "99", ["__proto__"]: "1", constructor: "x" };

  const token = await callAction(named("makeToken"), { cookie: operator.cookie, fields: { ...extra, name: `mass-${run}`, days: "7", "scope:build:trigger": "on", scopes: "channel:promote" } });
  expect(token).toMatchObject({ code: "ok" });
  expect(await query("select user_id, scopes, token_hash = $2 as chosen, id = $3::uuid as named, expires_at < now() + interval '8 days' as short from api_tokens where name = $1", [`mass-${run}`, extra.tokenHash, id])).toEqual([{ user_id: operator.userId, scopes: ["build:trigger"], chosen: false, named: false, short: true }]);
  expect(await callAction(named("makeToken"), { cookie: operator.cookie, fields: { ...extra, name: `wide-${run}`, days: "7", "scope:channel:promote": "on" } })).toMatchObject({ code: "scope-too-wide" });

  expect(await callAction(named("makeUser"), { cookie: admin.cookie, fields: { ...extra, name: `mass-${run}`, displayName: "M", email: "", role: "viewer" } })).toMatchObject({ code: "ok" });
  expect(await query("select users.id = $2::uuid as named, password_hash = '$argon2id$x' as chosen, must_change_password, oidc_subject, role from users join user_roles on user_id = users.id where name = $1", [`mass-${run}`, id])).toEqual([{ named: false, chosen: false, must_change_password: true, oidc_subject: null, role: "viewer" }]);
  const [audit] = await query<{ actor_name: string }>("select actor_name from audit_entries where action = 'user.create' order by sequence desc limit 1");
  expect(audit?.actor_name).toBe(admin.name);
});

test("every action of the table is one of the portal's, so that no form above is forgotten", () => expect(actions).toHaveLength(Object.keys(actionTable).length));
