import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { factory, imageName, latestBuild, query } from "./factory.ts";
import { insertUser, openSession } from "./people.ts";

const run = Date.now().toString(36);

async function signInAs(page: Page, role: "admin" | "operator"): Promise<void> {
  const { cookie } = await openSession(await insertUser(`${role}-18-${run}-${Math.random().toString(36).slice(2, 6)}`, role));
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: factory().url, httpOnly: true, sameSite: "Strict" }]);
}

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
}

/** The place of a line of the log within its pane, in rows from the top; null when it is not in the page. */
const placeOf = (page: Page, line: number) =>
  page.getByRole("region", { name: "Build log" }).evaluate((pane, number) => {
    const row = pane.querySelector(`[data-line="${number}"]`);
    return row ? Math.round((row.getBoundingClientRect().top - pane.getBoundingClientRect().top) / 20) : null;
  }, line);
const expectShown = (page: Page, line: number) => expect.poll(async () => { const place = await placeOf(page, line); return place !== null && place >= 0 && place < 22; }).toBe(true);

test("an admin filters the audit, opens a row, exports what fits, and checks the chain", async ({ page, request }) => {
  await signInAs(page, "admin");
  await page.goto(`${factory().url}/admin`);
  await page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Audit" }).click();
  await page.getByLabel("Act", { exact: true }).selectOption("build.publish");
  await page.getByRole("button", { name: "Show these rows" }).click();
  await expect(page).toHaveURL(/action=build\.publish/);
  const rows = page.getByRole("list", { name: "Acts" }).locator("> li");
  const [{ count } = { count: 0 }] = await query<{ count: number }>("select least(count(*), 50)::int as count from audit_entries where action = 'build.publish'");
  await expect(rows).toHaveCount(count);
  await rows.first().locator("summary").click();
  await expect(rows.first().getByRole("row", { name: `image ${imageName}` })).toBeVisible();
  await expectAccessible(page);

  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export as JSON Lines" }).click();
  const download = await started;
  expect(download.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.jsonl$/);
  const lines = readFileSync(await download.path(), "utf8").trimEnd().split("\n").map((line) => JSON.parse(line) as { action: string; hash: string });
  expect(lines.every(({ action }) => action === "build.publish")).toBe(true);
  expect(lines.length).toBeGreaterThanOrEqual(count);
  expect((await request.get(`${factory().url}/admin/audit/export.jsonl`)).status()).toBe(401);

  await page.getByRole("button", { name: "Check the chain" }).click();
  await expect(page.getByRole("status").filter({ hasText: "The audit is whole" })).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);

  await page.getByRole("link", { name: /^Link to row/ }).first().click();
  await expect(page).toHaveURL(/\/admin\/audit\/\d+$/);
  await expect(page.getByRole("heading", { name: /^build\.publish/ })).toBeVisible();
  await expectAccessible(page);
});

test("an operator sees all builds and not the audit", async ({ page }) => {
  await signInAs(page, "operator");
  await page.goto(`${factory().url}/admin/audit`);
  await expect(page).toHaveURL(/\/admin\/denied$/);
  expect((await page.request.get(`${factory().url}/admin/audit/export.jsonl`)).status()).toBe(403);
  await page.goto(`${factory().url}/admin/builds?status=published`);
  await expect(page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Audit" })).toHaveCount(0);
  const { version } = await latestBuild();
  await expect(page.getByRole("row", { name: new RegExp(version) })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
});

test("a reader searches the log of a build, jumps to a stage, and links to a line", async ({ page }) => {
  const { id, version } = await latestBuild();
  const address = `${factory().url}/images/${imageName}/${version}`;
  const text = await (await page.request.get(`${factory().url}/api/v1/images/${imageName}/builds/${version}/log`)).text();
  const lines = text.split("\n");
  const testing = lines.findIndex((line) => line.includes("=== testing")) + 1;
  expect(testing).toBeGreaterThan(1);
  expect(await query("select 1 from build_log_chunks where build_id = $1 limit 1", [id])).toHaveLength(1);

  await page.goto(`${address}#log`);
  const log = page.getByRole("region", { name: "Log", exact: true });
  await log.getByRole("searchbox", { name: "Search the log" }).fill("=== ");
  const stages = lines.filter((line) => line.includes("=== ")).length;
  await expect(log.getByText(`– of ${stages}`)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(log.getByText(new RegExp(`^\\d+ of ${stages}$`))).toBeVisible();
  await expect(log.locator("mark").first()).toBeVisible();

  await log.getByRole("navigation", { name: "Jump to a stage" }).getByRole("link", { name: /^Test/ }).first().click();
  await expect(page).toHaveURL(new RegExp(`#L${testing}$`));
  await expectShown(page, testing);
  await log.getByRole("button", { name: "Wrap lines" }).click();
  await expect(log.getByRole("button", { name: "Wrap lines" })).toHaveAttribute("aria-pressed", "true");
  await expectAccessible(page);

  await page.goto("about:blank");
  await page.goto(`${address}#L3`);
  await expectShown(page, 3);
  await expect(page.getByRole("region", { name: "Build log" }).locator('[data-line="3"]')).toHaveText(`3${lines[2]}`);
  await page.getByRole("button", { name: "Go to the end" }).click();
  await expectShown(page, lines.length - 1);
});

test("without JavaScript the end of the log stands there, with the way to all of it", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const { version } = await latestBuild();
  await page.goto(`${factory().url}/images/${imageName}/${version}`);
  await expect(page.getByRole("region", { name: "Build log" })).toContainText("=== publishing");
  const whole = await page.getByRole("link", { name: "As plain text" }).getAttribute("href");
  expect(await (await fetch(new URL(whole ?? "", factory().url))).text()).toContain("=== building");
  await context.close();
});
