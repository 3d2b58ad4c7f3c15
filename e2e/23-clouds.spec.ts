import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import pg from "pg";
import { runProcess } from "#lib/process.ts";
import type { StatusReport } from "#lib/registrations/status/schema.ts";
import { publishImage, startCloudFactory, type CloudFactory } from "./cloud-factory.ts";
import { factory, query } from "./factory.ts";
import { insertUser, openSession } from "./people.ts";

// A factory with a real cloud: an admin and a customer see in the browser what a Glance has, whoever changes it, and however
// it fails.

const [first, second] = ["Beta_Cloud_One", "Beta_Cloud_Two"] as const;
const [oldest, before, latest, next] = ["20260101-1", "20260102-1", "20260103-1", "20260104-1"] as const;
const usual = { [oldest]: "hidden", [before]: "prev", [latest]: "latest", [next]: "hidden" };
const outer = process.env["FACTORY_STATE"];
let place: CloudFactory;
let cloud: string;
const ids: Record<string, string> = {};

test.beforeAll(async () => {
  test.setTimeout(300_000);
  place = await startCloudFactory();
  // The rest of this file is about this factory, the other files about the usual one.
  process.env["FACTORY_STATE"] = place.stateFile;
  cloud = place.project.config.name;
});

test.afterAll(async () => {
  test.setTimeout(120_000);
  if (outer === undefined) delete process.env["FACTORY_STATE"];
  else process.env["FACTORY_STATE"] = outer;
  await place?.stop();
});

async function enter(page: Page, role: "operator" | "admin"): Promise<void> {
  const { cookie } = await openSession(await insertUser(`${role}-${crypto.randomUUID().slice(0, 8)}`, role));
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: factory().url, httpOnly: true, sameSite: "Strict" }]);
}

const go = (page: Page, path: string) => page.goto(`${factory().url}${path}`);
const panel = (page: Page) => page.getByRole("region", { name: cloud, exact: true });
const status = async (): Promise<StatusReport> => (await fetch(`${factory().url}/api/v1/status`)).json() as Promise<StatusReport>;

/** What a line is called in the cloud, by version, as somebody with the cloud's own tools sees it. */
async function namesOf(image: string): Promise<Record<string, string>> {
  const all = (await Promise.all([true, false].map((isHidden) => place.glance.list({ isHidden })))).flat().filter(({ properties }) => properties["image_factory_image"] === image);
  return Object.fromEntries(all.map(({ name, isHidden, properties }) => [properties["image_factory_version"] ?? "", isHidden ? "hidden" : name.replace(`${image}_`, "")]));
}

async function readIds(): Promise<Record<string, string>> {
  const rows = await query<{ key: string; id: string }>("select i.name || ' ' || b.version as key, r.glance_id::text as id from glance_registrations r join builds b on b.id = r.build_id join images i on i.id = b.image_id");
  return Object.fromEntries(rows.map(({ key, id }) => [key, id]));
}

/** What `openstack image list` says of these images, by id. */
async function listWithClient(image: string): Promise<Record<string, string>> {
  const { auth } = place.project.config;
  const env = { NODE_ENV: "test" as const, PATH: "/usr/bin:/bin", LANG: "C.UTF-8", OS_AUTH_URL: auth.auth_url, OS_USERNAME: auth.username, OS_PASSWORD: auth.password, OS_USER_DOMAIN_ID: "default", OS_PROJECT_ID: auth.project_id, OS_IDENTITY_API_VERSION: "3" };
  const { stdout } = await runProcess({ command: "/usr/bin/openstack", args: ["image", "list", "-f", "json"], env, timeoutMs: 60_000 });
  const listed = JSON.parse(stdout) as { ID: string; Name: string }[];
  return Object.fromEntries(listed.filter(({ Name }) => Name.startsWith(image)).map(({ ID, Name }) => [ID, Name]));
}

/** Keeps every reconciliation away from the cloud, as another process that is at work there does, until the answer is called. */
async function holdCloud(): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: factory().databaseUrl });
  await client.connect();
  await client.query("select pg_advisory_lock(hashtext('imagefactory cloud'), hashtext($1))", [cloud]);
  return () => client.end();
}

async function reconcileNow(page: Page): Promise<void> {
  await go(page, "/admin/clouds");
  await panel(page).getByRole("button", { name: "Reconcile now" }).click();
  await expect(panel(page).getByText("Asked: a worker begins within seconds.")).toBeVisible();
}

/** What was found of one kind, the last time that it was. */
const foundOf = async (kind: string) => (await status()).findings.find((finding) => finding.kind === kind);

test.describe.serial("a factory with a cloud", () => {
  test.describe.configure({ timeout: 180_000 });

  test("an operator sees what will be done in the cloud, lets it be done, and everybody sees that it is", async ({ page }) => {
    const release = await holdCloud();
    for (const image of [first, second]) await publishImage(place.state, image, [oldest, before, latest, next]);
    await enter(page, "operator");
    await go(page, "/admin/clouds");
    await panel(page).getByRole("button", { name: "Work out the plan" }).click();
    const plan = page.getByRole("table", { name: `Plan for ${cloud}, in its order` });
    await panel(page).locator("summary", { hasText: "24 steps" }).click({ timeout: 60_000 });
    await expect(plan.getByRole("row", { name: `Make ${first} ${first}_${oldest} is not in the cloud` })).toBeVisible();
    await expect(plan.getByRole("row", { name: new RegExp(`Change ${second} ${second}_latest`) })).toBeVisible();
    expect(await namesOf(first)).toEqual({});
    await release();
    await reconcileNow(page);
    await expect(panel(page).getByText("8 as wanted")).toBeVisible({ timeout: 60_000 });
    for (const image of [first, second]) expect(await namesOf(image)).toEqual(usual);
    Object.assign(ids, await readIds());

    await go(page, "/status");
    await expect(page.getByRole("row", { name: `${first} all kept ${latest} ${before} 2` })).toBeVisible();
    await expect(page.getByText("All promises are kept").or(page.getByText("We do not know at the moment"))).toBeVisible();
    await go(page, `/images/${first}/${latest}`);
    await expect(page.getByRole("region", { name: "In the clouds" }).getByRole("row", { name: `${cloud} ${first}_latest ${ids[`${first} ${latest}`]}` })).toBeVisible();
    await go(page, `/resolve?q=${ids[`${first} ${before}`]}`);
    await expect(page.getByText(`${first}_prev`).first()).toBeVisible();
  });

  test("each change by hand stands on the status page within a minute, and is repaired", async ({ page }) => {
    const change = (key: string, path: string, value: string | boolean) => place.glance.change(ids[key]!, [{ path, value }]);
    const double = crypto.randomUUID();
    await change(`${first} ${latest}`, "name", "Something_Else");
    await change(`${first} ${oldest}`, "os_hidden", false);
    await change(`${second} ${before}`, "protected", false);
    await place.glance.remove(ids[`${second} ${before}`]!);
    await place.glance.create(double, { name: `${second}_latest`, isHidden: false, visibility: "private", isProtected: false, minDiskGib: 0, minRamMib: 0, properties: {} });
    const changedAt = Date.now();
    for (const kind of ["renamed", "unhidden", "missing", "duplicate_name"]) await expect.poll(async () => (await foundOf(kind))?.kind, { timeout: 60_000, intervals: [500] }).toBe(kind);
    console.log(`four changes by hand stood on the status page after ${((Date.now() - changedAt) / 1_000).toFixed(1)} s`);
    for (const kind of ["renamed", "unhidden", "missing", "duplicate_name"]) await expect.poll(async () => (await foundOf(kind))?.repaired, { timeout: 30_000, intervals: [500] }).toBe(true);
    for (const image of [first, second]) expect(await namesOf(image)).toEqual(usual);
    expect(await place.glance.show(double)).toMatchObject({ name: expect.stringContaining("_unregistered_"), isHidden: true });
    const renewed = await readIds();
    expect(Object.keys(ids).filter((key) => ids[key] !== renewed[key])).toEqual([`${second} ${before}`]);
    Object.assign(ids, renewed);

    await go(page, "/status");
    const found = page.getByRole("table", { name: "Findings, open ones first" });
    await expect(found.getByRole("row", { name: new RegExp(`${first}_latest is called Something_Else\\. ${first} .* Repaired`) })).toBeVisible();
    await expect(found.getByRole("row", { name: new RegExp(`${second}_prev is gone from the cloud\\. ${second} .* Repaired`) })).toBeVisible();
  });

  test("an admin has changes by hand only shown, and then undone again", async ({ page }) => {
    await enter(page, "admin");
    const decide = async (choice: string) => {
      await go(page, "/admin/clouds");
      await panel(page).getByText("Decide about changes by hand").click();
      await panel(page).getByLabel("Changes by hand in this cloud").selectOption({ label: choice });
      await panel(page).getByRole("button", { name: `Decide for ${cloud}` }).click();
    };
    await decide("show them and leave them");
    await expect(panel(page).getByText("are shown and left as they are, as decided here")).toBeVisible();
    await place.glance.change(ids[`${first} ${before}`]!, [{ path: "name", value: "Left_Alone" }]);
    const isOpen = async () => (await status()).findings.some(({ detail, endedAt }) => detail.includes("is called Left_Alone") && endedAt === null);
    await expect.poll(isOpen, { timeout: 60_000, intervals: [500] }).toBe(true);
    await go(page, "/status");
    await expect(page.getByRole("row", { name: new RegExp(`${first}_prev is called Left_Alone\\..* Open`) })).toBeVisible();
    await expect(page.getByText("One thing is not as it should be")).toBeVisible();
    expect((await place.glance.show(ids[`${first} ${before}`]!))?.name).toBe("Left_Alone");
    await decide("as clouds.yaml says (repair)");
    await expect.poll(isOpen, { timeout: 30_000, intervals: [500] }).toBe(false);
    expect(await namesOf(first)).toEqual(usual);
  });

  test("a promotion and a roll-back move names, never ids; a revocation stands in the cloud", async ({ page }) => {
    await enter(page, "admin");
    await go(page, `/admin/images/${first}/promote/${next}`);
    await expect(page.getByRole("row", { name: new RegExp(`${cloud}.*${ids[`${first} ${next}`]}.*${first}_latest`) })).toBeVisible();
    await page.getByRole("button", { name: `Promote ${next} to latest` }).click();
    await expect(page.getByText(`${next} is latest`)).toBeVisible();
    await expect.poll(() => namesOf(first), { timeout: 30_000 }).toEqual({ [oldest]: "hidden", [before]: "hidden", [latest]: "prev", [next]: "latest" });
    expect(await listWithClient(first)).toEqual({ [ids[`${first} ${next}`]!]: `${first}_latest`, [ids[`${first} ${latest}`]!]: `${first}_prev` });

    await go(page, `/admin/images/${first}/rollback`);
    await page.getByLabel("Reason").fill("it loses its network");
    await page.getByRole("button", { name: `Roll back to ${latest}` }).click();
    await expect(page.getByText(`${latest} is latest`)).toBeVisible();
    await expect.poll(async () => (await namesOf(first))[latest], { timeout: 30_000 }).toBe("latest");
    const visible = await listWithClient(first);
    expect(visible[ids[`${first} ${latest}`]!]).toBe(`${first}_latest`);
    expect(Object.values(visible).filter((name) => name === `${first}_latest`)).toHaveLength(1);

    await go(page, `/admin/images/${first}/revoke/${next}`);
    await page.getByLabel("Reason").selectOption("defect");
    await page.getByLabel("How bad is it?").selectOption("high");
    await page.getByLabel("What is wrong").fill("It loses its network.");
    await page.getByLabel("What its users should take instead").selectOption(latest);
    await page.getByRole("button", { name: `Revoke ${next} for good` }).click();
    await expect(page.getByText(`${next} is revoked, for good`)).toBeVisible();
    await expect.poll(async () => (await place.glance.show(ids[`${first} ${next}`]!))?.properties["image_factory_revoked"], { timeout: 30_000 }).toBe("defect");
    expect(await place.glance.show(ids[`${first} ${next}`]!)).toMatchObject({ isHidden: true, properties: { image_factory_replacement: `${first}_${latest}` } });
    expect(await readIds()).toEqual(ids);
  });

  test("a cloud that is away is told to the admin; what was decided meanwhile is done when it is back", async ({ page }) => {
    await enter(page, "admin");
    await place.services.stopImages();
    await go(page, `/admin/images/${second}/promote/${next}`);
    await page.getByRole("button", { name: `Promote ${next} to latest` }).click();
    await expect(page.getByText(`${next} is latest`)).toBeVisible();
    await go(page, "/admin/clouds");
    await expect(panel(page).getByText("The last look failed: unavailable")).toBeVisible({ timeout: 60_000 });
    await expect(panel(page).getByText("the connection failed")).toBeVisible();
    expect(await page.content()).not.toContain(place.project.password);
    await go(page, "/status");
    await expect(page.getByText("The cloud does not answer or is failing.")).toBeVisible();
    await expect(page.getByText(new URL(place.services.imageUrl).host)).toHaveCount(0);

    await place.services.startImages();
    await reconcileNow(page);
    await expect.poll(() => namesOf(second), { timeout: 60_000 }).toEqual({ [oldest]: "hidden", [before]: "hidden", [latest]: "prev", [next]: "latest" });
    await expect(panel(page).getByText("The last look failed")).toHaveCount(0, { timeout: 30_000 });
    expect(await readIds()).toEqual(ids);
  });

  for (const [colorScheme, width] of [["light", 1440], ["dark", 390]] as const) {
    test(`the pages about clouds are accessible and fit, ${colorScheme}, ${width} px`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      await enter(page, "admin");
      const problems: string[] = [];
      for (const path of ["/status", "/admin/clouds", `/images/${first}/${latest}`]) {
        expect((await go(page, path))?.status(), path).toBe(200);
        await page.evaluate(() => document.querySelectorAll("main details").forEach((element) => element.setAttribute("open", "")));
        const { violations } = await new AxeBuilder({ page }).analyze();
        problems.push(...violations.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html}`));
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (overflow > 0) problems.push(`${path}: ${overflow} px too wide`);
      }
      await context.close();
      expect(problems).toEqual([]);
    });
  }
});
