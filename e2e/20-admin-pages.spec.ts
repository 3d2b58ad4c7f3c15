import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { factory } from "./factory.ts";
import { audit, openBrowser } from "./lighthouse.ts";
import { insertUser, openSession, type SignedIn } from "./people.ts";

let admin: SignedIn;

test.beforeAll(async () => {
  admin = await openSession(await insertUser("pages-admin", "admin"));
});

const acts = new Set(["new", "preview", "promote", "revoke", "rollback"]);

/** One page stands for all of its kind: pages of a kind differ in a name, a version or an id. */
function kindOf(path: string): string {
  const parts = path.split("/");
  const named = parts[2] === "catalog" ? 4 : 3;
  return parts.map((part, at) => (at < named || acts.has(part) ? part : "…")).join("/");
}

/** Follows the links of the admin side from its front page on, until a page of every kind was found. */
async function findPages(page: Page): Promise<string[]> {
  const found = new Map([["/admin", "/admin"]]);
  for (const path of found.values()) {
    await page.goto(factory().url + path);
    const links = await page.locator("a[href^='/admin']:not([download])").evaluateAll((all) => all.map((one) => new URL((one as HTMLAnchorElement).href).pathname));
    for (const link of links) if (!/\.[a-z]+$/.test(link) && !found.has(kindOf(link))) found.set(kindOf(link), link);
  }
  return [...found.values()];
}

test("every page of the admin side is accessible and fits, in both themes, wide and narrow", async ({ browser }) => {
  test.setTimeout(20 * 60_000);
  const problems: string[] = [];
  for (const [colorScheme, width] of [["light", 1280], ["dark", 390]] as const) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, extraHTTPHeaders: { cookie: admin.cookie } });
    const page = await context.newPage();
    page.on("console", (message) => void (message.type() === "error" && problems.push(`${new URL(page.url()).pathname}: ${message.text()}`)));
    page.on("pageerror", (error) => void problems.push(`${new URL(page.url()).pathname}: ${error.message}`));
    const pages = await findPages(page);
    console.log(`Pages of the admin side, ${colorScheme}, ${width} px: ${pages.join(" ")}`);
    expect(pages.length).toBeGreaterThan(15);
    for (const path of pages) {
      const answer = await page.goto(factory().url + path);
      if (answer?.status() !== 200) problems.push(`${path}: status ${answer?.status()}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      problems.push(...violations.map(({ id, nodes }) => `${path}, ${colorScheme}, ${width} px: ${id}: ${nodes[0]?.html}`));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (overflow > 0) problems.push(`${path}, ${width} px: ${overflow} px too wide`);
      if ((await page.locator("h1").count()) !== 1) problems.push(`${path}: not one main heading`);
    }
    await context.close();
  }
  expect(problems).toEqual([]);
});

test("Lighthouse gives the pages of the navigation full marks for accessibility", async ({ browser }) => {
  test.setTimeout(20 * 60_000);
  const context = await browser.newContext({ extraHTTPHeaders: { cookie: admin.cookie } });
  const page = await context.newPage();
  await page.goto(`${factory().url}/admin`);
  const paths = await page.getByRole("navigation", { name: "Administration" }).getByRole("link").evaluateAll((all) => all.map((one) => new URL((one as HTMLAnchorElement).href).pathname));
  await context.close();
  expect(paths.length).toBeGreaterThan(5);
  const lighthouse = await openBrowser();
  try {
    for (const path of new Set(paths)) {
      const { accessibility, lost } = await audit(factory().url + path, lighthouse.port, { only: ["accessibility"], headers: { cookie: admin.cookie } });
      expect({ path, accessibility, lost }).toEqual({ path, accessibility: 100, lost: [] });
    }
  } finally {
    lighthouse.close();
  }
});
