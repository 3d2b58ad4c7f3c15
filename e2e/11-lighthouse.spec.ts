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
