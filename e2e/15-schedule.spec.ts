import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { isSignedWith, startReceiver } from "../lib/outgoing/receivers-fixture.ts";
import { factory, imageName, query } from "./factory.ts";
import { insertUser, openSession, type RoleName } from "./people.ts";

const run = Date.now().toString(36);
const address = (path: string) => factory().url + path;

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    // Colours fade over for a moment; what counts is where they arrive.
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [colorScheme, id, nodes[0]?.html])).toEqual([]);
  }
}

async function signInAs(page: Page, role: RoleName, user: string = role): Promise<void> {
  const { cookie } = await openSession(await insertUser(`${user}-schedule-${run}`, role));
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: factory().url, httpOnly: true, sameSite: "Strict" }]);
}

test.describe.serial("the nights of the factory", () => {
  test("an admin tries a plan, sees its next runs, and saves it; somebody with an older form is told what changed", async ({ page, context }) => {
    await signInAs(page, "admin");
    await page.goto(address("/admin"));
    await page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Schedule" }).click();
    await expect(page.getByRole("table", { name: "Plans" }).getByRole("row", { name: new RegExp(imageName) })).toContainText("every night at 02:30 UTC, ± 30 min");
    await expect(page.getByRole("list", { name: "Planned builds by day" }).getByRole("listitem").first()).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("table", { name: "Plans" }).getByRole("link", { name: imageName }).click();
    await expect(page).toHaveURL(new RegExp(`/admin/schedule/${imageName}$`));
    const other = await context.newPage();
    await other.goto(page.url());

    await page.getByLabel("When", { exact: true }).fill("45 3 * * MON-FRI");
    await page.getByLabel("Time zone").fill("Europe/Berlin");
    await page.getByLabel("Earlier or later").fill("15");
    await page.getByRole("button", { name: "Show the next runs" }).click();
    const answer = page.getByRole("main").getByRole("status");
    await expect(answer).toContainText("Not saved yet: every day from Monday to Friday at 03:45 Europe/Berlin, ± 15 min");
    await expect(answer.getByRole("listitem")).toHaveCount(5);
    await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Berlin");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save the plan" }).click();
    await expect(answer).toContainText("Saved: every day from Monday");
    await expect(page.getByText("Built every day from Monday to Friday")).toBeVisible();

    await other.getByLabel("When", { exact: true }).fill("not a plan");
    await other.getByRole("button", { name: "Save the plan" }).click();
    await expect(other.getByText("Use five fields with one space between")).toBeVisible();
    await expect(other.getByLabel("When", { exact: true })).toHaveValue("not a plan");
    await query("update schedules set cron = '15 4 * * *', revision = revision + 1, edited_by_name = 'somebody' where image_id = (select id from images where name = $1)", [imageName]);
    await other.getByLabel("When", { exact: true }).fill("30 2 * * *");
    await other.getByRole("button", { name: "Save the plan" }).click();
    await expect(other.getByRole("main").getByRole("alert")).toContainText("somebody has changed this plan meanwhile");
    await other.getByRole("button", { name: "Save the plan" }).click();
    await expect(other.getByRole("main").getByRole("status")).toContainText("Saved: every night at 02:30");
    await other.close();
    // Stories that run in the middle of a night must not meet the build of this plan.
    await query("update schedules set plan_from = now() + interval '12 hours', revision = revision + 1");
  });

  test("an operator pauses and resumes the factory and plans maintenance, without JavaScript too, but edits no plan", async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await signInAs(page, "operator");
    await page.goto(address("/admin/schedule"));
    await page.getByText("Pause all scheduled builds …").click();
    await page.getByLabel("Reason").first().fill("moving the racks");
    await page.getByRole("button", { name: "Pause scheduled builds" }).click();
    await expect(page.getByText("Scheduled builds are paused")).toBeVisible();
    await expect(page.getByText("moving the racks")).toBeVisible();
    await expect(page.getByRole("row", { name: new RegExp(imageName) }).first()).toContainText("paused");
    await page.getByRole("button", { name: "Resume scheduled builds" }).click();
    await expect(page.getByText("Scheduled builds are paused")).toHaveCount(0);

    const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    await page.getByText("Add a window …").click();
    await page.getByLabel("From (UTC)").fill(`${day}T00:00`);
    await page.getByLabel("To (UTC)").fill(`${day}T23:59`);
    await page.locator("#maintenance").getByLabel("Reason").fill("storage update");
    await page.getByRole("button", { name: "Add the window" }).click();
    const row = page.getByRole("row", { name: /storage update/ });
    await expect(row).toBeVisible();
    await expect(page.getByRole("list", { name: "Planned builds by day" })).toContainText("maintenance");
    await row.getByRole("button", { name: "Remove" }).click();
    await expect(row).toHaveCount(0);
    await page.goto(address(`/admin/schedule/${imageName}`));
    await expect(page.getByRole("button", { name: "Save the plan" })).toHaveCount(0);
    await page.goto(address("/admin/notifications"));
    await expect(page).toHaveURL(/\/admin\/denied$/);
    await context.close();
  });

  test("the page of the schedule fits a phone", async ({ page }) => {
    await signInAs(page, "viewer");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(address("/admin/schedule"));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);
  });
});

test("an admin adds a webhook, sends a test, and reads in the log that it arrived; the receiver accepts the signature", async ({ page }) => {
  const receiver = await startReceiver();
  try {
    await signInAs(page, "admin", "hooks");
    await page.goto(address("/admin"));
    await page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Notifications" }).click();
    await expect(page.getByRole("heading", { name: "Tell somebody" })).toBeVisible();
    await expect(page).toHaveTitle(/Notifications/);
    await expectAccessible(page);
    await page.getByLabel("Name", { exact: true }).fill("Operations chat");
    await page.getByLabel("Address").fill("http://hooks.example/x");
    await page.getByRole("button", { name: "Add the webhook" }).click();
    await expect(page.getByText("Use https: what is sent over http")).toBeVisible();
    await page.getByLabel("Address").fill(`${receiver.url}/hook`);
    await page.getByRole("button", { name: "Add the webhook" }).click();
    const secret = await page.getByText(/^whsec_/).innerText();
    await expectAccessible(page);
    await page.reload();
    await expect(page.getByText(/whsec_/)).toHaveCount(0);

    await page.getByRole("link", { name: "Operations chat" }).click();
    await page.getByRole("button", { name: "Send a test" }).click();
    await expect(page.getByText("On its way")).toBeVisible();
    await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(1);
    expect(isSignedWith(secret.trim(), receiver.received[0]!)).toBe(true);
    expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({ type: "test", data: { to: "Operations chat" } });
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole("row", { name: /A test/ })).toContainText("Answered 200.", { timeout: 1_000 });
    }).toPass({ timeout: 20_000 });
    await expectAccessible(page);
    await page.getByRole("button", { name: "Send again" }).click();
    await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(2);
    expect(receiver.received[1]!.headers["webhook-id"]).toBe(receiver.received[0]!.headers["webhook-id"]);

    await page.getByText("Remove …").click();
    await page.getByRole("button", { name: "Tell Operations chat nothing any more" }).click();
    await expect.poll(async () => (await query("select 1 from notification_subscriptions where removed_at is null")).length).toBe(0);
  } finally {
    receiver.stop();
  }
});
