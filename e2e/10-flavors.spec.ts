import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { parseCsv } from "../lib/flavors/table/testing.ts";
import { factory, imageName, latestBuild, query } from "./factory.ts";

const address = (path: string) => factory().url + path;
const cell = (page: Page, image: string, family: string) => page.locator("#matrix tr", { has: page.getByRole("link", { name: image, exact: true }) }).locator("td").nth(columns.indexOf(family)).getByRole("button");
let columns: string[] = [];

test.beforeAll(async () => {
  const { families } = (await (await fetch(address("/api/v1/flavors/table"))).json()) as { families: string[] };
  columns = families;
});

test.describe("a customer with a flavor", () => {
  test("reads in the table that Debian 12 does not run on h1, and why, by pointing at the cell", async ({ page }) => {
    await page.goto(address("/flavors"));
    await expect(page.getByRole("region", { name: "Images by flavor family" })).toBeVisible();
    const no = cell(page, imageName, "h1");
    await expect(no).toHaveText("No");
    await no.hover();
    const reason = page.locator("[popover]:popover-open");
    await expect(reason).toContainText(`${imageName} · h1`);
    await expect(reason).toContainText("The image lacks “Xen”.");
    await expect(reason).toContainText("The image lacks “High-performance network”.");
    await page.mouse.move(5, 5);
    await expect(reason).toHaveCount(0);
    await no.click();
    await page.mouse.move(5, 5);
    await expect(reason).toContainText(`${imageName} · h1`);
  });

  test("reaches every cell and its reasons by the keyboard alone", async ({ page }) => {
    await page.goto(address("/flavors"));
    const why = page.getByRole("button", { name: `Reasons for ${imageName}`, exact: true });
    await why.focus();
    await page.keyboard.press("Enter");
    const open = page.locator("[popover]:popover-open");
    await expect(open).toContainText("physical.*");
    await page.keyboard.press("Escape");
    await expect(open).toHaveCount(0);

    const first = page.locator("#matrix td button[tabindex='0']");
    await expect(first).toHaveCount(1);
    await first.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    const second = page.locator("#matrix tr:has(td)").nth(1).locator("td").nth(1).getByRole("button");
    await expect(second).toBeFocused();
    await expect(open).toContainText(`· ${columns[1]}`);
    await expect(second).toHaveAccessibleDescription(/The image lacks “Xen”/);
    await page.keyboard.press("End");
    await expect(open).toContainText(`· ${columns.at(-1)}`);
    await page.keyboard.press("Control+Home");
    await expect(page.locator("#matrix tr:has(td)").first().locator("td").first().getByRole("button")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(open).toHaveCount(0);
  });

  test("keeps the names of images and families in sight while scrolling", async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 700 });
    await page.goto(address("/flavors?state=all"));
    const frame = page.getByRole("region", { name: "Images by flavor family" });
    await frame.evaluate((element) => {
      element.scrollIntoView();
      element.scrollTo(300, 900);
    });
    const box = (await frame.boundingBox())!;
    const family = (await page.locator("#matrix thead").getByRole("link", { name: "physical.hc2" }).boundingBox())!;
    expect(family.y - box.y).toBeLessThan(70);
    expect(family.y).toBeGreaterThanOrEqual(box.y);
    const shown = page.locator("#matrix tbody th[scope=row]").nth(30);
    await shown.scrollIntoViewIfNeeded();
    expect(Math.round((await shown.boundingBox())!.x)).toBe(Math.round(box.x));
  });

  test("asks for h1.large and gets the images that run and the others with reasons, without JavaScript and on a phone", async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(address("/flavors"));
    await expect(page.locator("#matrix")).toBeHidden();
    await page.getByRole("combobox", { name: "Flavor", exact: true }).selectOption("h1");
    await page.getByRole("combobox", { name: "State" }).selectOption("retired");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(page).toHaveURL(/flavor=h1&.*state=retired/);
    await expect(page.getByRole("region", { name: /images run on h1/ }).getByRole("link", { name: "Standard_CentOS_7", exact: true })).toBeVisible();
    await expect(page.getByRole("region", { name: /do not/ })).toContainText("The image lacks “High-performance network”.");

    await page.goto(address("/flavors?flavor=h1.large&state=all"));
    const listed = await page.getByRole("region", { name: /images run on h1.large/ }).getByRole("listitem").getByRole("link").allInnerTexts();
    const table = (await (await fetch(address("/api/v1/flavors/table?flavor=h1.large&state=all"))).json()) as { images: { name: string; flavors: Record<string, { supported: boolean }> }[] };
    expect(listed).toEqual(table.images.filter(({ flavors }) => flavors["h1"]?.supported).map(({ name }) => name));
    await context.close();
  });

  test("opens reasons without JavaScript, by a click on a cell and by the button of the row", async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(address("/flavors"));
    await cell(page, imageName, "h1").click();
    await expect(page.locator("[popover]:popover-open")).toContainText("The image lacks “High-performance network”.");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: `Reasons for ${imageName}`, exact: true }).press("Enter");
    await expect(page.locator("[popover]:popover-open")).toContainText("h1");
    await context.close();
  });

  test("finds the page of a family under the name of a flavor, with its size marked", async ({ page }) => {
    await page.goto(address("/flavors/e1.4xlarge"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("e1.4xlarge");
    await expect(page.getByRole("row", { name: /e1.4xlarge asked for/ })).toContainText("470 GiB");
    await expect(page.getByRole("main")).toContainText("__support_xen_hana=true");
    await page.goto(address("/flavors/h2"));
    await expect(page.getByRole("main")).toContainText("Give ib0 a fixed address.");
    expect((await page.goto(address("/flavors/zz.large")))?.status()).toBe(404);
    await page.goto(address("/de/flavors/h1.large"));
    await expect(page.getByRole("main")).toContainText("h1.large ist ein Flavor dieser Familie");
    await expect(page.getByRole("main")).toContainText("Dem Image fehlt „Xen“.");
  });
});

test("a yes shows the boot that proves it as soon as it is recorded", async ({ page }) => {
  const { id, version } = await latestBuild();
  await page.goto(address("/flavors"));
  await expect(cell(page, imageName, "s2")).toHaveText("Yes");
  const recorded = await query<{ id: string }>(
    "insert into test_runs (build_id, attempt, flavor_id, accelerator, verdict, finished_at) select $1, 99, id, 'kvm', 'passed', now() from flavors where name = 's2.medium.4' returning id",
    [id],
  );
  try {
    await expect.poll(async () => {
      await page.reload();
      return cell(page, imageName, "s2").innerText();
    }).toBe("Yes, tested: passed");
    await cell(page, imageName, "s2").click();
    await expect(page.locator("[popover]:popover-open").getByRole("link", { name: `Tests of ${version}` })).toHaveAttribute("href", `/images/${imageName}/${version}#tests`);
  } finally {
    await query("delete from test_runs where id = $1", [recorded[0]?.id]);
  }
});

test("a script reads the table as CSV, whole and by filter, and is told what it got wrong", async ({ page }) => {
  const answer = await fetch(address("/api/v1/flavors/table.csv?state=all"));
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
  const lines = parseCsv(await answer.text());
  expect(lines).toHaveLength(75 * 39);
  expect(lines.find(({ image, family }) => image === imageName && family === "h1")).toMatchObject({ supported: "no", reasons: "The image lacks “Xen”. The image lacks “High-performance network”." });
  const some = await fetch(address("/api/v1/flavors/table?format=csv&category=Standard&hypervisor=bare_metal&distribution=Debian"));
  expect(new Set(parseCsv(await some.text()).map(({ image }) => image))).toEqual(new Set(["Standard_Debian_12", "Standard_Debian_13"]));
  expect((await fetch(address("/api/v1/flavors/table?state=dead"))).status).toBe(400);
  expect((await fetch(address("/api/v1/flavors/table?flavor=zz.large"))).status).toBe(404);
  await page.goto(address("/flavors?category=Standard"));
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: "As CSV" }).click();
  const path = await (await started).path();
  expect(new Set(parseCsv(readFileSync(path, "utf8")).map(({ category }) => category))).toEqual(new Set(["Standard"]));
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 390]) {
    test(`the pages of flavors are accessible and fit in both languages, ${colorScheme}, ${width} px`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on("console", (message) => void (message.type() === "error" && problems.push(message.text())));
      for (const path of ["/flavors", "/flavors?flavor=h1.large&state=all", "/flavors?flavor=zz", "/flavors/h2.3xlarge.10", "/flavors/physical.s3"]) {
        for (const prefix of ["", "/de"]) {
          await page.goto(address(prefix + path));
          const { violations } = await new AxeBuilder({ page }).analyze();
          problems.push(...violations.map(({ id, nodes }) => `${prefix}${path}: ${id}: ${nodes[0]?.html}`));
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          if (overflow > 0) problems.push(`${prefix}${path}: ${overflow} px too wide`);
        }
      }
      expect(problems).toEqual([]);
      await context.close();
    });
  }
}

for (const width of [768, 1680, 1720, 2560]) {
  test(`the whole table makes no page wider than a window of ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 1000 });
    await page.goto(address("/flavors?state=all"));
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  });
}
