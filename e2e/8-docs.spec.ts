import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { listDocs } from "#lib/docs/read.ts";
import { locales, localizeHref } from "#lib/locales.ts";
import { factory } from "./factory.ts";

const { url } = factory();
const paths = ["/docs", "/docs?q=ssh", ...listDocs("en").map(({ slug }) => `/docs/${slug}`)];

for (const locale of locales) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`every page of the documentation is accessible and fits a phone (${locale}, ${colorScheme})`, async ({ browser }) => {
      test.setTimeout(240_000);
      const context = await browser.newContext({ colorScheme, viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on("pageerror", ({ message }) => problems.push(message));
      page.on("console", (message) => void (message.type() === "error" && problems.push(message.text())));
      for (const path of paths.map((one) => localizeHref(one, locale))) {
        await page.goto(url + path);
        const { violations } = await new AxeBuilder({ page }).analyze();
        problems.push(...violations.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html}`));
        const { overflow, language } = await page.evaluate(() => ({
          overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          language: document.documentElement.lang,
        }));
        if (overflow > 0) problems.push(`${path}: ${overflow} px too wide`);
        if (language !== locale) problems.push(`${path}: says that it is in ${language}`);
      }
      expect(problems).toEqual([]);
      await context.close();
    });
  }
}

test("every link of the documentation within the portal answers", async ({ request }) => {
  test.setTimeout(240_000);
  const found = new Map<string, string>();
  for (const path of paths.flatMap((one) => locales.map((locale) => localizeHref(one, locale)))) {
    const text = await (await request.get(url + path)).text();
    const main = /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? "";
    for (const [, href = ""] of main.matchAll(/href="(\/[^"#]*)/g)) found.set(href.replaceAll("&amp;", "&"), path);
  }
  expect(found.size).toBeGreaterThan(30);
  const dead: string[] = [];
  for (const [href, from] of found) {
    const status = (await request.get(url + href)).status();
    if (status !== 200) dead.push(`${href} on ${from}: ${status}`);
  }
  expect(dead).toEqual([]);
});

test("without JavaScript a reader searches, opens the place that fits, and goes on to the next page and the other language", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${url}/docs`);
  await page.getByRole("searchbox").fill("bms-network-config");
  await page.getByRole("searchbox").press("Enter");
  await page.getByRole("link", { name: "Special images: Bare metal" }).click();
  await expect(page).toHaveURL(/\/docs\/special-images#bare-metal$/);
  await expect(page.getByRole("heading", { level: 2, name: "Bare metal" })).toBeInViewport();
  await page.getByRole("link", { name: /Next/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Community and vendor images");
  await page.goto(`${url}/de/docs/community`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Images der Community und der Hersteller");
  await context.close();
});

test("the known issues of the catalog stand in the documentation, and commands name this portal", async ({ page }) => {
  await page.goto(`${url}/docs/known-issues`);
  await expect(page.getByRole("heading", { name: "ib0 gets no address by DHCP on SLES" })).toBeVisible();
  await page.goto(`${url}/docs/using-images`);
  await expect(page.getByRole("main")).toContainText(`curl -fsSL ${url}/keys.asc | gpg --import`);
  await expect(page.getByRole("button", { name: "Copy: Check the signature" })).toBeVisible();
});

test("the build type that a provenance names leads to its explanation", async ({ page }) => {
  await page.goto(`${url}/docs/provenance/diskimage-builder/v1`);
  await expect(page).toHaveURL(/\/docs\/reproducing#provenance$/);
});
