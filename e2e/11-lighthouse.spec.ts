import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { factory, imageName } from "./factory.ts";
import { audit, openBrowser } from "./lighthouse.ts";

// Speed is measured by `npm run bench pages`; here is what does not depend on how busy a machine is.
test("Lighthouse finds nothing to mend in accessibility, best practices and search", async () => {
  test.setTimeout(10 * 60_000);
  const browser = await openBrowser();
  try {
    for (const path of ["/", "/images", `/images/${imageName}`, "/flavors"]) {
      const { performance, lost, ...scores } = await audit(factory().url + path, browser.port);
      console.log(`Lighthouse ${path}: performance ${performance}, ${JSON.stringify(scores)}`);
      expect({ path, lost, ...scores }).toEqual({ path, lost: [], accessibility: 100, bestPractices: 100, seo: 100 });
    }
  } finally {
    browser.close();
  }
});

// What Next, React and their loader weigh with these pins, and what the pages of customers may add to it.
const frameworkBytes = 131_000;
const ownBytes = 30_000;

test("pages of customers add at most 30 kB of scripts to the framework's own", async ({ browser }) => {
  for (const path of ["/", "/images", `/images/${imageName}`, "/flavors", "/verify", "/keys", "/docs"]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(factory().url + path, { waitUntil: "networkidle" });
    const addresses = await page.evaluate(() => performance.getEntriesByType("resource").flatMap(({ name }) => (/\/_next\/static\/.*\.js$/.test(name) ? [name] : [])));
    expect(addresses.length, path).toBeGreaterThan(3);
    const sizes = await Promise.all(addresses.map(async (address) => gzipSync(Buffer.from(await (await fetch(address)).arrayBuffer())).length));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    console.log(`Scripts of ${path}: ${bytes} bytes with gzip`);
    expect(bytes, path).toBeLessThan(frameworkBytes + ownBytes);
    await context.close();
  }
});
