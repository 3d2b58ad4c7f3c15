import { readdirSync, readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { factory, imageName, newestBuild } from "./factory.ts";
import { insertUser, openSession } from "./people.ts";

/** The web process of this factory; others may run on the same machine. */
function webProcess(): number {
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const found = ids.find((id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, "utf8").includes("lib/server/main.ts") && readFileSync(`/proc/${id}/environ`, "utf8").split("\0").includes(`DATA_DIR=${factory().dataDir}`);
    } catch {
      return false;
    }
  });
  if (!found) throw new Error("this factory has no web process");
  return Number(found);
}

const pane = (page: Page) => page.getByRole("region", { name: "Build log" });
/** The number of the last line that the log shows; it follows its end. */
const lastLine = (page: Page) => pane(page).evaluate((region) => Math.max(0, ...[...region.querySelectorAll<HTMLElement>("[data-line]")].map(({ dataset }) => Number(dataset["line"]))));
const goesOn = (page: Page, from: number) => expect.poll(() => lastLine(page), { timeout: 180_000 }).toBeGreaterThan(from);

test("an operator asks for a build and follows it to its end, over a reload and the death of the web process", async ({ page }) => {
  test.setTimeout(20 * 60_000);
  const { cookie } = await openSession(await insertUser("operator-19", "operator"));
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: factory().url, httpOnly: true, sameSite: "Strict" }]);

  const before = await newestBuild();
  await page.goto(`${factory().url}/admin/builds`);
  await page.getByRole("combobox", { name: "Image", exact: true }).selectOption(imageName);
  await page.getByLabel("Note (optional)").fill("followed to its end");
  await page.getByRole("button", { name: "Queue a build" }).click();
  await expect.poll(async () => (await newestBuild()).version).not.toBe(before.version);
  const { version } = await newestBuild();

  await page.goto(`${factory().url}/images/${imageName}/${version}#log`);
  await expect(pane(page).getByText("=== building")).toBeVisible({ timeout: 120_000 });
  await goesOn(page, 20);

  const seen = await lastLine(page);
  // A proxy that answers for us once is no reason to stop listening.
  await page.route("**/log/stream?*", (route) => route.fulfill({ status: 502, body: "Bad Gateway" }), { times: 1 });
  await page.reload();
  await goesOn(page, seen);

  // Nobody reloads from here on: what the page shows, it has heard.
  const old = webProcess();
  process.kill(old, "SIGKILL");
  await expect.poll(async () => (await fetch(`${factory().url}/readyz`).catch(() => null))?.status, { timeout: 60_000 }).toBe(200);
  expect(webProcess()).not.toBe(old);
  await goesOn(page, await lastLine(page));

  await expect(page.getByRole("main")).toContainText(/(\d+) of \1 checks passed/, { timeout: 12 * 60_000 });
  await expect.poll(async () => (await newestBuild()).status, { timeout: 60_000 }).toBe("published");
  const log = await (await page.request.get(`${factory().url}/api/v1/images/${imageName}/builds/${version}/log`)).text();
  expect(log.trimEnd().endsWith("the build becomes visible now")).toBe(true);
  // No line is lost, and none came twice.
  await expect.poll(() => lastLine(page), { timeout: 30_000 }).toBe(log.trimEnd().split("\n").length);
});
