import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { factory, imageName, newestBuild, query } from "./factory.ts";

const ownPassword = "correct horse battery staple";

async function signIn(page: Page, password: string): Promise<void> {
  await page.goto(`${factory().url}/login`);
  await page.getByLabel("User name").fill("admin");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test.describe.serial("the admin of a fresh factory", () => {
  test("signs in with the one-time password and must choose another first", async ({ page }) => {
    await page.goto(`${factory().url}/admin`);
    await expect(page).toHaveURL(/\/login/);
    await signIn(page, factory().password);
    await expect(page).toHaveURL(/\/admin\/password/);
    await page.goto(`${factory().url}/admin`);
    await expect(page).toHaveURL(/\/admin\/password/);
    await page.getByLabel("Present password").fill(factory().password);
    await page.getByLabel("New password", { exact: true }).fill(ownPassword);
    await page.getByLabel("New password once more").fill(ownPassword);
    await page.getByRole("button", { name: "Change the password" }).click();
    await expect(page).toHaveURL(/\/admin$/);
    await expect(page.getByRole("heading", { name: "Nothing needs you" })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  test("triggers a build, sees it run, and cancels it; latest stays", async ({ page }) => {
    test.setTimeout(180_000);
    const first = await newestBuild();
    await signIn(page, ownPassword);
    await expect(page).toHaveURL(/\/admin$/);
    await page.getByRole("combobox", { name: "Image" }).selectOption(imageName);
    await page.getByLabel("Note (optional)").fill("to be cancelled");
    await page.getByRole("button", { name: "Queue a build" }).click();
    await expect(page.getByText("Queued. It stands above")).toBeVisible();
    await expect.poll(async () => (await newestBuild()).status, { timeout: 60_000 }).toBe("building");
    const second = await newestBuild();
    expect(second.version).not.toBe(first.version);

    await page.goto(`${factory().url}/images/${imageName}/${second.version}`);
    await expect(page.getByText("=== building")).toBeVisible({ timeout: 30_000 });

    await page.goto(`${factory().url}/admin`);
    const running = page.getByRole("article", { name: new RegExp(second.version) });
    await running.getByText("Cancel …").click();
    await running.getByRole("button", { name: `Cancel ${imageName} ${second.version}` }).click();
    await expect.poll(async () => (await newestBuild()).status, { timeout: 90_000 }).toBe("cancelled");

    const [latest] = await query<{ version: string }>("select builds.version from channels join builds on builds.id = build_id where channels.name = 'latest'");
    expect(latest?.version).toBe(first.version);
    const acts = await query<{ action: string }>("select action from audit_entries where object_id = $1 order by sequence", [second.id]);
    expect(acts.map(({ action }) => action)).toEqual(["build.request", "build.cancel", "build.cancelled"]);
  });

  test("a second start beside this one is refused with a clear message", async () => {
    const { spawnSync } = await import("node:child_process");
    const { root } = await import("../bin/prepare.mjs");
    const again = spawnSync(process.execPath, ["bin/start.mjs"], { cwd: root, encoding: "utf8", env: { ...process.env, DATA_DIR: factory().dataDir, PORT: String(factory().port) } });
    expect(again.status).toBe(1);
    expect(again.stderr).toContain(`running already (process `);
  });
});
