import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { publishBuild } from "#lib/catalog/fixture.ts";
import { createDatabase } from "#lib/db.ts";
import { factory, imageName, latestBuild } from "./factory.ts";

const imageAddress = () => `${factory().url}/images/${imageName}`;
const newer = "20991230-1";
let latest: string;

/** A second published build whose packages differ a little, so that there is something to compare; it does not become latest. */
async function publishNewer(): Promise<void> {
  const db = createDatabase(factory().databaseUrl, 2);
  const image = await db.image.findUniqueOrThrow({ where: { name: imageName }, select: { id: true, name: true } });
  if ((await db.build.count({ where: { imageId: image.id, version: newer } })) === 0) {
    const rows = await db.buildPackage.findMany({ where: { build: { version: latest, imageId: image.id } }, select: { name: true, version: true, architecture: true, source: true } });
    const packages = rows.filter(({ name }) => name !== "rng-tools5").map((one) => (one.name === "openssl" ? { ...one, version: `${one.version}+1` } : one));
    const { fingerprint } = await db.signingKey.findFirstOrThrow({ where: { state: "active" }, select: { fingerprint: true } });
    await publishBuild(db, image, newer, { packages: [...packages, { name: "zzz-new", version: "1", architecture: "all", source: "zzz-new" }], fingerprint });
  }
  await db.$disconnect();
}

test.beforeAll(async () => {
  latest = (await latestBuild()).version;
  await publishNewer();
});

const codeIn = async (block: Locator) => (await block.locator("pre code").allTextContents()).map((line) => line.replace(/\n$/, "")).join("\n");
const codeBlocks = (page: Page) => page.locator("#use pre:visible");
const codeOf = async (page: Page, at: number) => codeIn(codeBlocks(page).nth(at).locator(".."));

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the image page offers every tool, every file and the proof of each property", async ({ page }) => {
    await page.goto(imageAddress());
    await expect(page.getByRole("radio")).toHaveCount(6);
    await expect(page.getByText("gpg --no-default-keyring")).toBeVisible();
    await page.getByRole("radio", { name: "Terraform" }).check();
    await expect(page.getByText("gpg --no-default-keyring")).toBeHidden();
    await expect(page.getByText(`"${imageName}_latest"`)).toBeVisible();
    await page.goto(`${imageAddress()}?tool=glance#use`);
    await expect(page.getByText("__support_kvm=true")).toBeVisible();

    const card = page.getByRole("region", { name: "latest" });
    await card.locator("summary").first().click();
    for (const link of await card.getByRole("link", { name: /Signature|Checksums|Metalink|All files/ }).all()) {
      const answer = await fetch(new URL((await link.getAttribute("href")) ?? "", factory().url), { method: "HEAD" });
      expect(answer.status, await link.innerText()).toBe(200);
    }

    await page.getByRole("link", { name: /Proven by a test ?: Root cannot log in/ }).click();
    await expect(page).toHaveURL(new RegExp(`/${latest}\\?check=no-root-login#check-no-root-login$`));
    await expect(page.getByLabel(/Output of: Root cannot log in/)).toBeVisible();
  });

  test("the build page searches tests and packages", async ({ page }) => {
    await page.goto(`${imageAddress()}/${latest}`);
    await page.getByRole("searchbox", { name: /checks, commands/ }).fill("sysctl");
    await page.getByRole("searchbox", { name: /checks, commands/ }).press("Enter");
    await expect(page.locator("#tests details")).toHaveCount(1);
    await page.getByRole("searchbox", { name: /packages of this build/ }).fill("openssl");
    await page.getByRole("searchbox", { name: /packages of this build/ }).press("Enter");
    await expect(page.locator("#packages")).toContainText(/packages fit/);
    await expect(page.locator("#channels")).toContainText("latest");
  });

  test("two builds are chosen and compared", async ({ page }) => {
    await page.goto(`${imageAddress()}/compare`);
    await expect(page).toHaveURL(/\/compare\/[0-9-]+\.\.\.[0-9-]+$/);
    await page.getByLabel("From").selectOption(latest);
    await page.getByLabel("To").selectOption(newer);
    await page.getByRole("button", { name: "Compare" }).click();
    await expect(page).toHaveURL(`${imageAddress()}/compare/${latest}...${newer}`);
    const packages = page.locator("#packages");
    await expect(packages.getByRole("row", { name: /zzz-new/ })).toBeVisible();
    await expect(packages.getByRole("row", { name: /^rng-tools5 / })).toBeVisible();
    await expect(packages.getByRole("heading", { name: "1 upgraded" })).toBeVisible();
    await page.goto(`${imageAddress()}/compare/${latest}...${latest}`);
    await expect(page.getByRole("main")).toContainText("Both are the same build");
    expect((await page.goto(`${imageAddress()}/compare/20200101-1...${latest}`))?.status()).toBe(404);
    expect((await page.goto(`${imageAddress()}/compare/nonsense`))?.status()).toBe(404);
  });
});

test("the commands of curl and gpg download the image and find its signature good", async ({ page }) => {
  await page.goto(`${imageAddress()}?tool=curl`);
  const [download, verify] = [await codeOf(page, 0), await codeOf(page, 1)];
  const folder = mkdtempSync(join(tmpdir(), "imagefactory-snippet-"));
  const gnupg = join(folder, "gnupg");
  mkdirSync(gnupg, { mode: 0o700 });
  const run = (code: string) => execFileSync("bash", ["-eo", "pipefail", "-c", `${code} 2>&1`], { cwd: folder, encoding: "utf8", env: { ...process.env, GNUPGHOME: gnupg, LC_ALL: "C" } });
  run(`{ ${download}\n}`);
  expect(run(`{ ${verify}\n}`)).toContain("Good signature");
  // A changed file must not pass.
  execFileSync("truncate", ["--size=-1", join(folder, `${imageName}-${latest}.qcow2`)]);
  expect(run(`{ { ${verify}\n} || true; }`)).toContain("BAD signature");
  execFileSync("gpgconf", ["--homedir", gnupg, "--kill", "all"]);
  rmSync(folder, { recursive: true, force: true });
});

test("a command is copied as it stands, and a hash without its gaps", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${imageAddress()}?tool=openstack`);
  await page.getByRole("button", { name: "Copy: Start a server" }).click();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(clipboard).toBe(await codeOf(page, 0));
  await page.getByRole("button", { name: `Copy the SHA-256 of ${latest}` }).click();
  await expect.poll(clipboard).toMatch(/^[0-9a-f]{64}$/);
});

test("the tool is remembered, unless the address names one", async ({ page }) => {
  await page.goto(imageAddress());
  await page.getByRole("radio", { name: "Terraform" }).check();
  await page.reload();
  await expect(page.getByRole("radio", { name: "Terraform" })).toBeChecked();
  await page.goto(`${imageAddress()}?tool=cloud-init`);
  await expect(page.getByRole("radio", { name: "cloud-init" })).toBeChecked();
  await page.goto(`${factory().url}/de/images/${imageName}`);
  await expect(page.getByRole("radio", { name: "Terraform" })).toBeChecked();
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 390]) {
    test(`pages of images, builds and comparisons are accessible and fit in both languages, ${colorScheme}, ${width} px`, async ({ browser }) => {
      test.setTimeout(300_000);
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      const problems: string[] = [];
      const paths = [imageName, "Standard_Debian_13", "Standard_Debian_9", `${imageName}/${latest}`, `${imageName}/compare/${latest}...${newer}`, `${imageName}/compare/${latest}...${latest}`];
      for (const path of ["", "/de"].flatMap((language) => paths.map((rest) => `${language}/images/${rest}`))) {
        expect((await page.goto(factory().url + path))?.status(), path).toBe(200);
        await page.evaluate(() => document.querySelectorAll("main details").forEach((element) => element.setAttribute("open", "")));
        const { violations } = await new AxeBuilder({ page }).analyze();
        problems.push(...violations.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html}`));
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (overflow > 0) problems.push(`${path}: ${overflow} px too wide`);
      }
      expect(problems).toEqual([]);
      await context.close();
    });
  }
}
