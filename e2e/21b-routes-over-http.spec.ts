import { expect, test } from "@playwright/test";
import { enterAs, gatherCallers, holds, printMarks, type Caller } from "./callers.ts";
import { factory, imageName, query } from "./factory.ts";
import { builtRoutes } from "./http.ts";
import { insertImageWithBuilds } from "./release.ts";
import { adminRoutes, machineRoutes, publicRoutes } from "./route-table.ts";

const run = Date.now().toString(36);
const image = `Beta_Routes_${run}`;
const [first, second, third] = ["20260101-1", "20260102-1", "20260103-1"] as const;
const subscription = crypto.randomUUID();
const open = (path: string, init: RequestInit = {}) => fetch(`${factory().url}${path}`, { redirect: "manual", ...init });
const cookieOf = ({ cookie }: Pick<Caller, "cookie">): Record<string, string> => (cookie ? { cookie } : {});

test.beforeAll(async () => {
  await insertImageWithBuilds(image, [first, second, third], 2);
  await query("insert into notification_subscriptions (id, kind, name, target, events, secret, edited_by_name, is_on) values ($1, 'webhook', $2, 'https://hooks.example/x', '{promoted}', 'v1.x', 'test', false)", [subscription, `routes-${run}`]);
});
test.afterAll(async () => {
  await query("delete from notification_subscriptions where id = $1", [subscription]);
  await query("update images set state = 'retired', retired_on = current_date where name = $1", [image]);
});

/** The address of a thing that exists, for every part that varies. */
async function fillIn(path: string): Promise<string> {
  const one = async (text: string) => (await query<{ name: string }>(`${text} limit 1`))[0]!.name;
  const family = await one("select flavor_families.name from flavor_families join flavors on flavors.family_id = flavor_families.id order by flavor_families.name");
  const parts: Record<string, string> = {
    name: path.includes("/recipes/") ? imageName : path.includes("/users/") ? "admin" : image,
    image: imageName, version: path.includes("/revoke/") ? first : third, family, size: await one(`select flavors.name from flavors join flavor_families on flavors.family_id = flavor_families.id where flavor_families.name = '${family}'`),
    key: await one("select key as name from capabilities"), slug: await one("select slug as name from known_issues"), sequence: "1", id: subscription,
  };
  return `${path.replaceAll(/\[(\w+)\]/g, (_all, part: string) => encodeURIComponent(parts[part]!))}${path.endsWith("/rollback") ? `?to=${first}` : ""}`;
}

/** What a cell must say: where a page leads whom it does not admit, or the status of a route. */
function expectedAnswer(least: (typeof adminRoutes)[string], caller: Caller, isPage: boolean): string {
  if (caller.standing === "stranger") return isPage ? "/login" : "401";
  if (least === "signed in") return "200";
  if (caller.standing === "one-time password") return isPage ? "/admin/password" : "403";
  if (!holds(caller, least)) return isPage ? "/admin/denied" : "403";
  return "200";
}

async function answerTo(path: string, caller: Caller, method = "GET"): Promise<string> {
  const response = await open(path, { method, headers: cookieOf(caller) });
  await response.arrayBuffer();
  const to = response.headers.get("location");
  if (to === null || ![303, 307].includes(response.status)) return String(response.status);
  const { origin, pathname, searchParams } = new URL(to, factory().url);
  const back = searchParams.get("callbackUrl") ?? path;
  return `${origin === factory().url ? "" : origin}${pathname}${path.startsWith(back) ? "" : ` and back to ${back}`}`;
}

test("every page and route of the build is either public or has a line that says who may open it", () => {
  const paths = [...new Set([...publicRoutes, ...Object.keys(adminRoutes), ...machineRoutes.map(({ path }) => path)])];
  expect(builtRoutes().map(({ path }) => path).toSorted(), "a new page or route needs a line in e2e/route-table.ts").toEqual(paths.toSorted());
});

test("a page of the admin side opens for whom the table names, and leads everybody else away", async () => {
  test.setTimeout(300_000);
  const callers = await gatherCallers();
  const rows: { title: string; marks: string[] }[] = [];
  const wrong: string[] = [];
  for (const { path, isPage } of builtRoutes().filter((route) => route.path in adminRoutes).toSorted((a, b) => a.path.localeCompare(b.path))) {
    const address = await fillIn(path);
    const marks = await Promise.all(callers.map(async (caller) => {
      const expected = expectedAnswer(adminRoutes[path]!, caller, isPage);
      // HEAD makes the whole page too, so not all strangers ask by it.
      const asksTwice = expected !== "200" && (caller.standing !== "stranger" || caller.cookie === null);
      const answers = [await answerTo(address, caller), ...(asksTwice ? [await answerTo(address, caller, "HEAD")] : [])];
      for (const answer of answers) if (answer !== expected) wrong.push(`${address} as ${caller.title}: ${answer} instead of ${expected}`);
      return answers[0] === "200" ? "✓" : "–";
    }));
    rows.push({ title: path, marks });
  }
  printMarks("Pages and routes of the admin side (✓ opens, – leads away or is refused)", callers, rows);
  expect(wrong).toEqual([]);
});

test("nothing of a page is in the answer to whom it is not for, also where the browser asks for its parts alone", async () => {
  const secret = `Known to admins ${run}`;
  await query("update users set display_name = $1 where id = $2", [secret, (await enterAs("viewer")).userId]);
  const callers = (await gatherCallers()).filter(({ title }) => ["no cookie", "session over", "role taken away", "one-time password", "releaser", "admin"].includes(title));
  for (const caller of callers) {
    const ways: Record<string, string>[] = [{}, { rsc: "1" }, { rsc: "1", "next-router-prefetch": "1" }, { rsc: "1", "next-router-segment-prefetch": "/admin/users/__PAGE__" }];
    for (const headers of ways) {
      const text = await (await open("/admin/users", { redirect: "follow", headers: { ...headers, ...cookieOf(caller) } })).text();
      // Of a prefetch an admin may get as little as the framework likes.
      const isAdmins = caller.standing === "admin" && Object.keys(headers).length < 2;
      if (isAdmins || caller.standing !== "admin") expect(text.includes(secret), `${caller.title}, ${JSON.stringify(headers)}`).toBe(isAdmins);
    }
  }
});

test("no route takes a method that changes something, but those of the API that ask for a token", async () => {
  const taken: string[] = [];
  for (const { path } of builtRoutes().filter(({ isPage }) => !isPage)) {
    const address = path.replaceAll(/\[[\w.]+\]/g, "none");
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const { status } = await open(address, { method, headers: { origin: factory().url } });
      if (![404, 405].includes(status)) taken.push(`${method} ${path} ${status}`);
    }
  }
  expect(taken.toSorted()).toEqual([...machineRoutes.map(({ method, path }) => `${method} ${path} 401`), "POST /api/auth/[...nextauth] 400"].toSorted());
});
