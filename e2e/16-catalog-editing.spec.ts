import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Browser, type Page } from "@playwright/test";
import { factory, imageName, query } from "./factory.ts";
import { insertUser, openSession, type RoleName } from "./people.ts";

const address = (path: string) => factory().url + path;
const slug = "story-of-the-editor";

/** A browser in which somebody is signed in. */
async function signedIn(browser: Browser, name: string, role: RoleName, options: { javaScriptEnabled?: boolean; colorScheme?: "light" | "dark" } = {}): Promise<Page> {
  const [known] = await query<{ id: string }>("select id from users where name = $1", [name]);
  const { cookie } = await openSession(known?.id ?? (await insertUser(name, role)));
  const context = await browser.newContext(options);
  const [cookieName = "", value = ""] = cookie.split(/=(.*)/s);
  await context.addCookies([{ name: cookieName, value, url: factory().url, httpOnly: true, sameSite: "Strict" }]);
  return context.newPage();
}

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
}

const status = (page: Page) => page.getByRole("main").getByRole("status");
const alert = (page: Page) => page.getByRole("main").getByRole("alert");

test.describe.serial("who edits the catalog", () => {
  test("adds a known issue, sees its text first, and the image's page shows it at once", async ({ browser }) => {
    const page = await signedIn(browser, "editor", "releaser");
    const visitor = await browser.newPage();
    await visitor.goto(address(`/images/${imageName}`));
    await page.goto(address("/admin/catalog/issues"));
    await page.getByRole("link", { name: "Add a known issue" }).click();
    await page.getByLabel("Short name").fill(slug);
    await page.getByLabel("Title").fill("The clock is slow");
    await page.getByLabel("What happens").fill("It loses *a minute* a day.\n\n- restart `chronyd`");
    await page.getByRole("button", { name: "Add the issue" }).click();
    await expect(alert(page)).toContainText("Nothing is ticked");
    await expect(page.getByLabel("Title")).toHaveValue("The clock is slow");
    await expectAccessible(page);
    await page.getByRole("group", { name: "Images", exact: true }).locator("summary").click();
    await page.getByRole("checkbox", { name: imageName, exact: true }).check();
    await page.getByRole("button", { name: "Preview the text" }).click();
    await expect(page.getByRole("status", { name: "Preview" }).getByRole("listitem")).toHaveText("restart chronyd");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Add the issue" }).click();
    await expect(status(page)).toContainText("Saved");
    await visitor.reload();
    await expect(visitor.locator(`#issue-${slug}`)).toContainText("The clock is slow");
    await expect(visitor.locator(`#issue-${slug}`).getByRole("listitem")).toHaveText("restart chronyd");

    await page.getByRole("link", { name: `Open ${slug}` }).click();
    await page.getByRole("button", { name: "Resolve it today" }).click();
    await expect(page.getByRole("button", { name: "Open it again" })).toBeVisible();
    // The form beside it is now about the resolved issue, since nothing had been typed.
    await page.getByLabel("Severity").selectOption("high");
    await page.getByRole("button", { name: `Save ${slug}` }).click();
    await expect(status(page).filter({ hasText: "Saved" })).toBeVisible();
    await expect(page.getByLabel("Severity")).toHaveValue("high");
    await visitor.reload();
    await expect(visitor.locator("#issues").getByText("1 resolved")).toBeVisible();
  });

  test("sees which answers a capability changes before it is saved, without JavaScript too, and finds them in the table after", async ({ browser }) => {
    const page = await signedIn(browser, "catalog-admin", "admin", { javaScriptEnabled: false });
    await page.goto(address(`/admin/catalog/images/${imageName}`));
    await expect(page.getByText("Fixed, since builds are published")).toHaveCount(2);
    await page.getByRole("checkbox", { name: /^Xen / }).check();
    await page.getByRole("button", { name: "Preview the effect" }).click();
    const preview = page.getByRole("status", { name: "Preview" });
    await expect(preview).toContainText("no to yes");
    await expect(preview).toContainText("Until now: The image lacks “Xen”.");
    await expect(page.getByRole("checkbox", { name: /^Xen / })).toBeChecked();
    const answer = async () => ((await (await fetch(address("/api/v1/flavors/table"))).json()) as { images: { name: string; flavors: Record<string, { supported: boolean }> }[] }).images.find(({ name }) => name === imageName)?.flavors["c1"]?.supported;
    expect(await answer()).toBe(false);
    await page.getByRole("button", { name: `Save ${imageName}` }).click();
    await expect(status(page)).toContainText("Saved");
    expect(await answer()).toBe(true);
  });

  test("must confirm the number of answers that are lost for an image in latest", async ({ browser }) => {
    const page = await signedIn(browser, "catalog-admin", "admin");
    await page.goto(address(`/admin/catalog/images/${imageName}`));
    await page.getByRole("checkbox", { name: /^Xen / }).uncheck();
    await page.getByRole("button", { name: `Save ${imageName}` }).click();
    await expect(alert(page)).toContainText(/Nothing was saved yet: \d+ answers turn from yes to no/);
    await expectAccessible(page);
    await page.getByRole("checkbox", { name: /^Yes: \d+ answers turn from yes to no/ }).check();
    await page.getByRole("button", { name: `Save ${imageName}` }).click();
    await expect(status(page)).toContainText("Saved");
  });

  test("is told when somebody else has saved meanwhile, by whom and what, and loses nothing that was typed", async ({ browser }) => {
    const first = await signedIn(browser, "catalog-admin", "admin");
    const second = await signedIn(browser, "other-admin", "admin");
    for (const page of [first, second]) await page.goto(address(`/admin/catalog/images/${imageName}`));
    await first.getByLabel("Summary").fill("By the first");
    await first.getByRole("button", { name: `Save ${imageName}` }).click();
    await expect(status(first)).toContainText("Saved");
    await second.getByLabel("Summary").fill("By the second");
    await second.getByLabel("Refresh").fill("14");
    await second.getByRole("button", { name: `Save ${imageName}` }).click();
    await expect(alert(second)).toContainText("Nothing was saved");
    await expect(second.getByText("catalog-admin has changed this meanwhile to: By the first")).toBeVisible();
    await expect(second.getByLabel("Summary")).toHaveValue("By the second");
    await expect(second.getByLabel("Refresh")).toHaveValue("14");
    await expectAccessible(second);
    await second.getByRole("button", { name: `Save ${imageName}` }).click();
    await expect(status(second)).toContainText("Saved");
  });

  test("puts earlier values into the form, and gives the image back to the catalog's files", async ({ browser }) => {
    const page = await signedIn(browser, "catalog-admin", "admin");
    await page.goto(address(`/admin/catalog/images/${imageName}`));
    await page.getByRole("list", { name: "Edits, newest first" }).getByRole("link", { name: "Put these values into the form" }).first().click();
    await expect(page.getByText("Nothing is saved yet.")).toBeVisible();
    await expect(page.getByLabel("Summary")).toHaveValue("By the first");
    await page.getByLabel("Refresh").fill("31");
    await page.getByRole("button", { name: `Save ${imageName}` }).click();
    await expect(status(page)).toContainText("Saved");
    await page.goto(address(`/admin/catalog/images/${imageName}`));
    await page.getByText("Compare, and go back to them …").click();
    await expectAccessible(page);
    await page.getByRole("button", { name: `Take the catalog's own values for ${imageName}` }).click();
    await expect(page.getByText("edited here")).toHaveCount(0);
    await expect(page.getByLabel("Summary")).toHaveValue("Lean Debian 12 server");
  });

  test("reads everything as a viewer and changes nothing", async ({ browser }) => {
    const page = await signedIn(browser, "catalog-viewer", "viewer");
    for (const path of ["/images", `/images/${imageName}`, "/flavors", "/flavors/s2", "/flavors/s2/s2.medium.4", "/capabilities", "/capabilities/kvm", "/issues", `/issues/${slug}`, "/recipes", `/recipes/${imageName}`]) {
      await page.goto(address(`/admin/catalog${path}`));
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("button", { name: /^(Save|Add|Take|Resolve|Preview)/ })).toHaveCount(0);
    }
    await expect(page.getByText("releaseNumber")).toBeVisible();
    await page.goto(address("/admin/catalog/images/new"));
    await expect(page).toHaveURL(/\/admin\/denied/);
  });
});
