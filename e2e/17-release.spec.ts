import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { publishBuild } from "#lib/catalog/fixture.ts";
import { createDatabase } from "#lib/db.ts";
import { factory, query } from "./factory.ts";
import { insertUser, openSession } from "./people.ts";

const run = Date.now().toString(36);
const imageName = `Beta_Release_${run}`;
const [first, second, third] = ["20260101-1", "20260102-1", "20260103-1"] as const;
const pack = (version: string) => [{ name: "bash", version, architecture: "amd64", source: "bash" }];

/** An image of its own, with two builds that have been latest and a newer one, so that no other story's image is touched. */
async function publishBuilds(): Promise<void> {
  const db = createDatabase(factory().databaseUrl, 2);
  const { distributionId } = await db.image.findFirstOrThrow({ where: { name: "Standard_Debian_12" }, select: { distributionId: true } });
  const image = await db.image.create({
    data: { name: imageName, category: "Beta", distributionId, summary: "For the stories of releases", description: "For the stories of releases", loginUser: "linux", architecture: "x86_64", firmware: "bios", minDiskGib: 4, minRamMib: 512, capabilities: 0 },
    select: { id: true, name: true },
  });
  const { fingerprint } = await db.signingKey.findFirstOrThrow({ where: { state: "active" }, select: { fingerprint: true } });
  for (const version of [first, second]) await publishBuild(db, image, version, { packages: pack(version), fingerprint, promote: true });
  await publishBuild(db, image, third, { packages: pack(third), fingerprint });
  await db.$disconnect();
}

async function enterAs(page: Page, role: "releaser" | "admin"): Promise<void> {
  const { cookie } = await openSession(await insertUser(`${role}-${crypto.randomUUID().slice(0, 8)}`, role));
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: factory().url, httpOnly: true, sameSite: "Strict" }]);
}

const latest = async () => (await query<{ version: string }>("select b.version from channels c join builds b on b.id = c.build_id join images i on i.id = c.image_id where i.name = $1 and c.name = 'latest'", [imageName]))[0]?.version;
const admin = (path: string) => `${factory().url}/admin${path}`;

// Once for each worker: after a failure another one begins, with an image of its own.
test.beforeAll(publishBuilds);

test.describe.serial("a releaser", () => {
  test.beforeEach(({ page }) => enterAs(page, "releaser"));

  test("finds the candidate, reads what its promotion changes, and promotes it", async ({ page }) => {
    await page.goto(admin(`/release?q=${imageName}`));
    await page.getByRole("link", { name: third }).click();
    await expect(page.getByRole("table", { name: "Builds that change their place" }).getByRole("row")).toHaveCount(4);
    await expect(page.getByRole("row", { name: new RegExp(`/download/${imageName}/latest/ ${second} ${third}`) })).toBeVisible();
    await expect(page.getByText(`bash ${second} → ${third}`)).toBeVisible();
    expect(await latest()).toBe(second);
    await page.getByLabel("Reason (optional)").fill("a good night");
    await page.getByRole("button", { name: `Promote ${third} to latest` }).click();
    await expect(page.getByText(`${third} is latest`)).toBeVisible();
    expect(await latest()).toBe(third);
    const answer = await fetch(`${factory().url}/api/v1/images/${imageName}/latest?client=story`);
    expect(await answer.json()).toMatchObject({ version: third, rollout: null });
  });

  test("rolls back to prev, with a reason that stands in the history", async ({ page }) => {
    await page.goto(admin(`/channels?image=${imageName}`));
    await page.getByRole("link", { name: "Roll back …" }).click();
    await expect(page.getByRole("heading", { name: `Roll back to ${second}` })).toBeVisible();
    await page.getByLabel("Reason").fill("it loses its network");
    await page.getByRole("button", { name: `Roll back to ${second}` }).click();
    await expect(page.getByText(`${second} is latest`)).toBeVisible();
    await page.goto(admin(`/channels?image=${imageName}`));
    await expect(page.getByRole("row", { name: /Roll-back .* it loses its network/ })).toBeVisible();
  });

  test("revokes latest: says what follows and what to use instead; the public pages say so on the next request", async ({ page }) => {
    await page.goto(`${factory().url}/images/${imageName}/${second}`);
    await page.goto(admin("/revocations"));
    // The page has noted that somebody is signed in here: public pages show the way to the admin side from then on.
    await page.waitForFunction(() => localStorage.getItem("admin-until") !== null);
    await page.goto(`${factory().url}/images/${imageName}/${second}`);
    await page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Revoke …" }).click();
    await page.getByLabel("It is latest now").selectOption(third);
    await page.getByRole("button", { name: "Show what changes" }).click();
    await expect(page.getByRole("row", { name: `${second} latest revoked` })).toBeVisible();
    await page.getByLabel("Reason").selectOption("defect");
    await page.getByLabel("How bad is it?").selectOption("high");
    await page.getByLabel("What is wrong").fill("It does not find its network card.");
    await expect(page.getByLabel("What its users should take instead")).toHaveValue(third);
    await page.getByRole("button", { name: `Revoke ${second} for good` }).click();
    await expect(page.getByText(`${second} is revoked, for good`)).toBeVisible();
    expect(await latest()).toBe(third);

    const stranger = await page.context().browser()!.newContext();
    const visitor = await stranger.newPage();
    await visitor.goto(`${factory().url}/images/${imageName}/${second}`);
    await expect(visitor.getByText("Revoked because of a defect")).toBeVisible();
    await expect(visitor.getByRole("link", { name: `Use ${third} instead` })).toBeVisible();
    await expect(visitor.getByRole("navigation", { name: "Administration" })).toHaveCount(0);
    await visitor.goto(`${factory().url}/images/${imageName}`);
    await expect(visitor.getByRole("region", { name: "latest" })).toContainText(third);
    await stranger.close();
  });

  test("picks several images and reads what became of each", async ({ page }) => {
    const db = createDatabase(factory().databaseUrl, 2);
    const image = await db.image.findUniqueOrThrow({ where: { name: imageName }, select: { id: true, name: true } });
    const { fingerprint } = await db.signingKey.findFirstOrThrow({ where: { state: "active" }, select: { fingerprint: true } });
    await publishBuild(db, image, "20260104-1", { packages: pack("4"), fingerprint });
    await db.$disconnect();
    await page.goto(admin(`/release?q=${imageName}`));
    await page.getByLabel(`Pick ${imageName} 20260104-1`).check();
    await page.getByRole("button", { name: "Show what the picked ones change" }).click();
    await page.getByRole("button", { name: "Promote 1 build to latest" }).click();
    await expect(page.getByText("All went well.")).toBeVisible();
    expect(await latest()).toBe("20260104-1");
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the pages of a release are accessible and fit, ${colorScheme}`, async ({ browser }) => {
    test.setTimeout(300_000);
    const problems: string[] = [];
    for (const width of [1440, 390]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      await enterAs(page, "admin");
      const ofImage = `/images/${imageName}`;
      for (const path of ["/release?show=all", "/release/preview", `/channels?image=${imageName}`, "/channels", "/retention?days=365", "/revocations", `${ofImage}/promote/${third}`, `${ofImage}/rollback`, `${ofImage}/revoke/${first}`]) {
        expect((await page.goto(admin(path)))?.status(), path).toBe(200);
        await page.evaluate(() => document.querySelectorAll("main details").forEach((element) => element.setAttribute("open", "")));
        const { violations } = await new AxeBuilder({ page }).analyze();
        problems.push(...violations.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html}`));
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (overflow > 0) problems.push(`${path}, ${width} px: ${overflow} px too wide`);
      }
      await context.close();
    }
    expect(problems).toEqual([]);
  });
}
