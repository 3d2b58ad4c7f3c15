import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { factory, imageName, latestBuild } from "./factory.ts";
import { insertUser } from "./people.ts";

const password = "correct horse battery staple";
const run = Date.now().toString(36);

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto(`${factory().url}/login`);
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/admin$/);
}

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [colorScheme, id, nodes[0]?.html])).toEqual([]);
  }
}

test.describe.serial("the overview of the admins", () => {
  const [boss, viewer] = [`overview-${run}`, `looker-${run}`];

  test.beforeAll(async () => {
    await insertUser(boss, "admin", password);
    await insertUser(viewer, "viewer", password);
  });

  test("tells in five seconds what the night was like, and leads to the build", async ({ page }) => {
    const { version } = await latestBuild();
    await signIn(page, boss);
    await expect(page.getByRole("heading", { level: 1, name: /needs? you$/ })).toBeVisible();
    await expect(page.getByText(/^Tonight: /)).toBeVisible();
    await expect(page.getByRole("table", { name: "Images by the bytes of their files" })).toContainText(imageName);
    await expect(page.getByRole("img", { name: /^Bytes held/ })).toBeVisible();
    await expectAccessible(page);

    const grid = page.getByRole("region", { name: "Images by nights" });
    await expect(grid.getByRole("row").first().getByRole("columnheader")).toHaveCount(15);
    await grid.getByRole("row", { name: new RegExp(imageName) }).getByRole("link", { name: new RegExp(`^${version} published`) }).click();
    await expect(page).toHaveURL(`${factory().url}/images/${imageName}/${version}`);
  });

  test("each part has an address, and the failed nights too", async ({ page }) => {
    await signIn(page, boss);
    await page.getByRole("navigation", { name: "On this page" }).getByRole("link", { name: "Disk" }).click();
    await expect(page).toHaveURL(/\/admin#disk$/);
    await page.goto(`${factory().url}/admin?nights=failed#nights`);
    await expect(page.getByText(/\d+ with a failure/)).toHaveAttribute("aria-current", "true");
  });

  test("the search opens with the keyboard, says how much it has found, and goes to an image", async ({ page }) => {
    await signIn(page, boss);
    const dialog = page.getByRole("dialog", { name: "Search the admin side" });
    const field = dialog.getByRole("combobox");
    // Before the page's program runs, the keys belong to the browser.
    const openByKeys = () =>
      expect(async () => {
        if (!(await dialog.isVisible())) await page.keyboard.press("Control+k");
        await expect(field).toBeFocused({ timeout: 1_000 });
      }).toPass({ timeout: 20_000 });
    await openByKeys();
    await expect(dialog.getByRole("option", { selected: true })).toHaveText(/^Overview/);
    await expectAccessible(page);
    await page.keyboard.type(imageName.toLowerCase());
    await expect(dialog.getByRole("status")).toHaveText(/result/);
    await expect(dialog.getByRole("option", { selected: true })).toHaveText(new RegExp(`^${imageName}`));
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(`${factory().url}/images/${imageName}`);

    await page.goBack();
    await openByKeys();
    await page.keyboard.type("users");
    await expect(dialog.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await page.keyboard.press("Control+k");
    await page.keyboard.press("ArrowUp");
    await expect(dialog.getByRole("option").last()).toHaveAttribute("aria-selected", "true");
    await expect(field).toHaveAttribute("aria-activedescendant", (await dialog.getByRole("option").last().getAttribute("id")) ?? "");
  });

  test("without JavaScript the search is a page", async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const { version } = await latestBuild();
    await signIn(page, boss);
    await page.getByRole("link", { name: "Search" }).click();
    await page.getByRole("searchbox").fill(`debian ${version}`);
    await page.getByRole("main").getByRole("button", { name: "Search" }).click();
    await page.getByRole("link", { name: `${imageName} ${version}` }).click();
    await expect(page).toHaveURL(`${factory().url}/images/${imageName}/${version}`);
    await context.close();
  });

  test("who may only look is offered no act, and finds no users", async ({ page }) => {
    await signIn(page, viewer);
    await expect(page.getByRole("heading", { name: "Build an image" })).toHaveCount(0);
    await expect(page.getByRole("main").getByRole("button")).toHaveText(["Sign out"]);
    const answer = await page.request.get(`${factory().url}/admin/search/results?q=${boss}`);
    expect(await answer.json()).toEqual({ q: boss, found: [], isCut: false });
  });

  test("on a phone the page is as wide as the screen, and its entries stand in a menu", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await signIn(page, boss);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.locator("summary", { hasText: "Overview" }).click();
    await expectAccessible(page);
    await page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Users" }).click();
    await expect(page).toHaveURL(/\/admin\/users$/);
    await expect(page.getByRole("navigation", { name: "Administration" })).toHaveCount(0);
  });
});
