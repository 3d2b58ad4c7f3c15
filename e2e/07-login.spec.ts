import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { factory, query } from "./factory.ts";
import { insertUser, openSession } from "./people.ts";
import { startOidcPortal, type OidcPortal } from "./provider.ts";

const password = "correct horse battery staple";
const run = Date.now().toString(36);

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}

async function signIn(page: Page, name: string, given = password): Promise<void> {
  await page.goto(`${factory().url}/login`);
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Password").fill(given);
  await page.getByRole("button", { name: "Sign in" }).click();
}

const sessionCookie = async (page: Page) => (await page.context().cookies()).find(({ name }) => name === "imagefactory-session");

test.describe.serial("through an OpenID provider", () => {
  let portal: OidcPortal;
  test.beforeAll(async () => {
    test.setTimeout(120_000);
    portal = await startOidcPortal();
  });
  test.afterAll(() => portal.stop());

  // The provider asks for consent at the first log-in alone.
  const atProvider = async (page: Page, account: string, isFirst = true) => {
    await expect(page).toHaveURL(new RegExp(`^${portal.issuer}/`));
    await page.locator("input[name=login]").fill(account);
    await page.locator("input[name=password]").fill("any");
    await page.getByRole("button", { name: /sign-in/i }).click();
    if (isFirst) await page.getByRole("button", { name: /continue/i }).click();
  };

  test("a releaser comes in with the provider's role, and proves who they are once more before a dangerous act", async ({ page }) => {
    await page.goto(`${portal.url}/admin/tokens`);
    await expectAccessible(page);
    await page.getByRole("link", { name: "Sign in with the provider" }).click();
    await atProvider(page, "jane");
    await expect(page).toHaveURL(`${portal.url}/admin/tokens`);
    await expect(page.getByRole("link", { name: "Jane of the provider" })).toBeVisible();
    expect(await sessionCookie(page)).toMatchObject({ httpOnly: true, sameSite: "Strict" });
    await expect(page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Users" })).toHaveCount(0);
    const [row] = await query("select users.name, method, oidc_issuer from sessions join users on users.id = user_id where oidc_subject = 'jane' order by sessions.created_at desc limit 1");
    expect(row).toEqual({ name: "jane", method: "oidc", oidc_issuer: portal.issuer });

    await query("update sessions set authenticated_at = now() - interval '20 minutes' where user_id = (select id from users where oidc_subject = 'jane')");
    const make = async () => {
      await page.getByLabel("What is it for?").fill("nightly");
      await page.getByLabel("Promote builds to latest").check();
      await page.getByRole("button", { name: "Make the token" }).click();
    };
    await make();
    await page.getByRole("main").getByRole("alert").getByRole("link", { name: "Confirm that it is you" }).click();
    await page.getByRole("link", { name: "Sign in with the provider once more" }).click();
    await expect(page.locator("input[name=password]")).toBeVisible();
    await atProvider(page, "jane", false);
    await expect(page).toHaveURL(`${portal.url}/admin/tokens`);
    await make();
    await expect(page.getByText(/^imgf_[A-Za-z0-9_-]{43}$/)).toBeVisible();
    await page.goto(`${portal.url}/admin/users`);
    await expect(page).toHaveURL(/\/admin\/denied$/);
  });

  test("who has no role here is told, and gets neither session nor account", async ({ page }) => {
    await page.goto(`${portal.url}/login`);
    await page.getByRole("link", { name: "Sign in with the provider" }).click();
    await atProvider(page, "nobody");
    await expect(page.getByRole("main").getByRole("alert")).toContainText("gives you no role here");
    expect(await sessionCookie(page)).toBeUndefined();
    expect(await query("select 1 from users where oidc_subject = 'nobody'")).toEqual([]);
  });

  test("an answer that this browser did not ask for, and a start from another site, lead nowhere", async ({ page, request }) => {
    for (const answer of ["code=stolen&state=made-up", `code=stolen&state=made-up&iss=${encodeURIComponent(portal.issuer)}`, "error=access_denied"]) {
      await page.goto(`${portal.url}/api/auth/callback/oidc?${answer}`);
      await expect(page).toHaveURL(/\/login\?(callbackUrl=[^&]*&)?error=/);
    }
    expect(await sessionCookie(page)).toBeUndefined();
    const begun = await request.get(`${portal.url}/login/oidc`, { headers: { "sec-fetch-site": "cross-site" }, maxRedirects: 0 });
    expect(begun.headers()["location"]).toBe(`${portal.url}/login?error=other-site`);
    const own = await request.get(`${portal.url}/login/oidc?callbackUrl=//evil.example`, { maxRedirects: 0 });
    const asked = new URL(own.headers()["location"] ?? "").searchParams;
    expect([asked.get("code_challenge_method"), asked.get("response_type"), asked.get("redirect_uri")]).toEqual(["S256", "code", `${portal.url}/api/auth/callback/oidc`]);
    expect(["state", "nonce", "code_challenge"].map((name) => (asked.get(name) ?? "").length > 20)).toEqual([true, true, true]);
    expect(own.headersArray().filter(({ name }) => name.toLowerCase() === "set-cookie").map(({ value }) => decodeURIComponent(value)).join("\n")).not.toContain("evil.example");
  });
});

test.describe.serial("with password and second factor", () => {
  const name = `totp-${run}`;
  let codes: string[] = [];

  test("a user turns the second factor on and keeps the recovery codes, all by keyboard", async ({ page }) => {
    await insertUser(name, "operator", password);
    await signIn(page, name);
    await expect(page).toHaveURL(/\/admin$/);
    await page.goto(`${factory().url}/admin/account`);
    await expectAccessible(page);
    const press = async (button: string) => {
      await page.getByRole("button", { name: button }).focus();
      await page.keyboard.press("Enter");
    };
    await press("Set up a second factor");
    const secret = (await page.getByText(/^([A-Z2-7]{4} ?){8}\s*$/).innerText()).replaceAll(/\s/g, "");
    await expectAccessible(page);
    await page.getByLabel("Code").fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() - 30_000 }));
    await page.keyboard.press("Enter");
    const shown = page.getByText(/^([A-Z2-9]{4}-){3}[A-Z2-9]{4}/);
    await expect(shown).toBeVisible();
    codes = (await shown.innerText()).trim().split("\n");
    expect(codes).toHaveLength(10);
    await expect(page.getByText("10 recovery codes are left")).toBeVisible();
    await expectAccessible(page);
    await page.reload();
    await expect(page.getByText(codes[0] ?? "none")).toHaveCount(0);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/login/);

    await signIn(page, name);
    await expect(page).toHaveURL(/\/login\/code/);
    await expectAccessible(page);
    expect(await sessionCookie(page)).toBeUndefined();
    await page.getByLabel("Code").fill("000000");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("does not fit");
    await page.getByLabel("Code").fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/admin$/);
  });

  test("without the authenticator a recovery code opens the door, also without JavaScript", async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await signIn(page, name);
    await page.getByLabel("Code").fill(codes[3]?.toLowerCase() ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/admin$/);
    await context.close();
  });
});

test.describe("log-ins that somebody else would like to have", () => {
  test("five wrong passwords from elsewhere lock strangers out; the right user gets in where they are known, and is told", async ({ page, browser }) => {
    const name = `known-${run}`;
    await insertUser(name, "viewer", password);
    await signIn(page, name);
    await page.getByRole("button", { name: "Sign out" }).click();
    const elsewhere = await browser.newContext();
    const stranger = await elsewhere.newPage();
    for (let n = 0; n < 5; n++) await signIn(stranger, name, "wrong");
    await expect(stranger.getByRole("main").getByRole("alert")).toContainText(/Try again after \d\d:\d\d:\d\d UTC/);
    await signIn(stranger, name);
    await expect(stranger.getByRole("main").getByRole("alert")).toContainText("Too many failed attempts");
    await signIn(page, name);
    await expect(page.getByText("5 attempts to sign in as you have failed")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "I have read this" }).click();
    await expect(page.getByText("5 attempts to sign in as you have failed")).toHaveCount(0);
    await elsewhere.close();
  });

  test("a session that was planted in the browser is not gone on with", async ({ page }) => {
    const victim = `victim-${run}`;
    await insertUser(victim, "viewer", password);
    const attacker = await openSession(await insertUser(`attacker-${run}`, "viewer"));
    await page.goto(`${factory().url}/login`);
    await page.getByLabel("User name").fill(victim);
    await page.getByLabel("Password").fill(password);
    const [name = "", value = ""] = attacker.cookie.split("=");
    await page.context().addCookies([{ name, value, url: factory().url, httpOnly: true, sameSite: "Strict" }]);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("link", { name: victim })).toBeVisible();
    expect((await sessionCookie(page))?.value).not.toBe(value);
    expect(await query("select revoked_at is not null as ended from sessions where id = $1", [attacker.sessionId])).toEqual([{ ended: true }]);
  });

  test("no address leads from the log-in to another site", async ({ page }) => {
    const name = `redirect-${run}`;
    await insertUser(name, "viewer", password);
    for (const target of ["https://evil.example/", "//evil.example", "/\\evil.example", "/%09/evil.example"]) {
      await page.goto(`${factory().url}/login?callbackUrl=${encodeURIComponent(target)}`);
      await page.getByLabel("User name").fill(name);
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page, target).toHaveURL(`${factory().url}/admin`);
      await page.goto(`${factory().url}/login/continue?callbackUrl=${encodeURIComponent(target)}`);
      await expect(page, target).toHaveURL(`${factory().url}/admin`);
      await page.context().clearCookies();
    }
  });
});

test("an admin adds a user, who chooses a password and is shut out again; the page says so at once", async ({ page, browser }) => {
  const [boss, name] = [`boss-${run}`, `added-${run}`];
  await insertUser(boss, "admin", password);
  await signIn(page, boss);
  await page.getByRole("link", { name: "Users" }).click();
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Name", { exact: true }).fill("Added");
  await page.getByLabel("Role").selectOption("operator");
  await page.getByRole("button", { name: "Add the user" }).click();
  const oneTime = await page.getByText(/^([A-Z2-9]{4}-){4}[A-Z2-9]{4}$/).innerText();
  await expectAccessible(page);

  const other = await browser.newContext();
  const theirs = await other.newPage();
  await signIn(theirs, name, oneTime);
  await expect(theirs).toHaveURL(/\/admin\/password$/);
  await theirs.getByLabel("Present password").fill(oneTime);
  await theirs.getByLabel("New password", { exact: true }).fill(password);
  await theirs.getByLabel("New password once more").fill(password);
  await theirs.getByRole("button", { name: "Change the password" }).click();
  await expect(theirs).toHaveURL(/\/admin$/);

  await page.getByRole("link", { name, exact: true }).click();
  await expect(page).toHaveTitle(/^User ·/);
  await expectAccessible(page);
  await expect(page.getByRole("table", { name: "Open sessions" }).getByRole("row")).toHaveCount(2);
  await page.getByText("Shut out …").click();
  await page.getByRole("button", { name: `Shut ${name} out` }).click();
  await expect(page.getByText("disabled")).toBeVisible();
  await theirs.reload();
  await expect(theirs).toHaveURL(/\/login/);
  await other.close();
});
