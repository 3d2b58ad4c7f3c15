import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { factory, imageName, newestBuild } from "./factory.ts";

test.describe("a visitor", () => {
  test("finds Debian 12, downloads the qcow2, and its signature verifies", async ({ page }) => {
    const folder = mkdtempSync(join(tmpdir(), "imagefactory-visitor-"));
    await page.goto(factory().url);
    await page.getByRole("searchbox").first().fill("debian 12");
    await page.getByRole("searchbox").first().press("Enter");
    await expect(page).toHaveURL(/\/images\?.*q=debian/);
    await page.getByRole("link", { name: imageName, exact: true }).click();
    const latest = page.getByRole("region", { name: "latest" });

    const save = async (link: RegExp) => {
      const started = page.waitForEvent("download");
      await latest.getByRole("link", { name: link }).click();
      const download = await started;
      const path = join(folder, download.suggestedFilename());
      await download.saveAs(path);
      return path;
    };
    const image = await save(/Download qcow2/);
    await latest.locator("summary").click();
    const signatureLink = await latest.getByRole("link", { name: /^Signature \(/ }).getAttribute("href");
    const signature = `${image}.asc`;
    execFileSync("curl", ["-fsS", "-o", signature, new URL(signatureLink ?? "", factory().url).href]);
    execFileSync("curl", ["-fsS", "-o", join(folder, "keys.asc"), `${factory().url}/keys.asc`]);

    const home = join(folder, "gnupg");
    mkdirSync(home, { mode: 0o700 });
    const gpg = (args: string[]) => execFileSync("gpg", ["--homedir", home, "--batch", "--status-fd", "1", ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    gpg(["--import", join(folder, "keys.asc")]);
    const verdict = gpg(["--verify", signature, image]);
    expect(verdict).toContain("GOODSIG");
    const signer = /VALIDSIG .* ([0-9A-F]{40})\s*$/m.exec(verdict)?.[1] ?? "";
    execFileSync("gpgconf", ["--homedir", home, "--kill", "all"]);

    await page.goto(`${factory().url}/keys`);
    const shown = (await page.getByRole("main").innerText()).replaceAll(/\s/g, "");
    expect(shown).toContain(signer);
    rmSync(folder, { recursive: true, force: true });
  });

  test("reads on the build's page what was tested, what is in it, and the whole hash", async ({ page }) => {
    const { version } = await newestBuild();
    await page.goto(`${factory().url}/images/${imageName}/${version}`);
    const main = page.getByRole("main");
    await expect(main).toContainText("sshd is the only service that the network reaches");
    await expect(main).toContainText("cloud-init");
    const sums = await (await fetch(`${factory().url}/download/${imageName}/${version}/SHA256SUMS`)).text();
    const hash = sums.split("\n").find((line) => line.endsWith(".qcow2"))?.split(" ")[0] ?? "";
    expect((await main.innerText()).replaceAll(/\s/g, "")).toContain(hash);
  });

  test("without JavaScript still searches, opens the image and downloads", async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${factory().url}/images?q=debian`);
    await page.getByRole("link", { name: imageName, exact: true }).click();
    const link = await page.getByRole("region", { name: "latest" }).getByRole("link", { name: /Download qcow2/ }).getAttribute("href");
    const answer = await fetch(new URL(link ?? "", factory().url), { method: "HEAD" });
    expect(answer.status).toBe(200);
    await context.close();
  });

  test("gets from the front page to the download by the keyboard alone", async ({ page }) => {
    await page.goto(factory().url);
    const focused = () => page.evaluate(() => ({ text: document.activeElement?.textContent?.trim() ?? "", download: document.activeElement?.closest("a")?.getAttribute("href") ?? "" }));
    /** Goes on by the tab key until the focus is where it should be; nobody presses it a hundred times. */
    const tabTo = async (isThere: (at: Awaited<ReturnType<typeof focused>>) => boolean) => {
      for (let presses = 0; presses < 100; presses += 1) {
        if (isThere(await focused())) return;
        await page.keyboard.press("Tab");
      }
      throw new Error(`the tab key does not get there on ${page.url()}`);
    };
    const search = page.locator("main input[name=q]").first();
    // Before the page's program runs, the key belongs to the browser.
    await expect(async () => {
      await page.keyboard.press("/");
      await expect(search).toBeFocused({ timeout: 1_000 });
    }).toPass({ timeout: 20_000 });
    await page.keyboard.type("debian 12");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/images\?.*q=debian/);
    await tabTo(({ text }) => text === imageName);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/images/${imageName}$`));
    await tabTo(({ download }) => /^\/download\/.*\.qcow2$/.test(download));
    const started = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    expect((await started).suggestedFilename()).toMatch(/\.qcow2$/);
  });

  test("gets a plain answer for what does not exist", async ({ page }) => {
    for (const path of ["/images/Standard_Nothing_1", `/images/${imageName}/20200101-1`, "/docs/no-such-page", "/flavors/zz9", "/no-such-page"]) {
      const answer = await page.goto(factory().url + path);
      expect(answer?.status(), path).toBe(404);
      await expect(page.getByRole("main")).toContainText(/not found|no such|no image|no build|nothing/i);
      await expect(page.getByRole("banner"), `${path} has one frame`).toHaveCount(1);
    }
    await page.goto(`${factory().url}/images?q=zzzzzz`);
    await expect(page.getByRole("main")).toContainText(/no image/i);
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 390]) {
    test(`every page is accessible and fits in both languages, ${colorScheme}, ${width} px`, async ({ browser }) => {
      test.setTimeout(8 * 60_000);
      const { version } = await newestBuild();
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on("console", (message) => void (message.type() === "error" && !message.text().includes("404") && problems.push(message.text())));
      const both = ["", "/images", "/images?view=table&flavor=s3.large.2", `/images/${imageName}`, `/images/${imageName}/${version}`, "/flavors", "/flavors/s3", "/verify", "/keys", "/status", "/resolve", `/resolve?q=${imageName}`, "/docs", "/docs/using-images"];
      for (const path of [...both.flatMap((one) => [one || "/", `/de${one}`]), "/login", "/docs/no-such-page", "/flavors/zz9", "/no-such-page"]) {
        await page.goto(factory().url + path);
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
