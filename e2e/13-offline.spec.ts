import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { openBadNetwork } from "./bad-network.ts";
import { factory, imageName, latestBuild } from "./factory.ts";
import { runProcess } from "#lib/process.ts";

for (const path of ["/verify", "/de/verify"]) {
  test(`${path} opens and verifies without a network`, async ({ page }) => {
    test.setTimeout(120_000);
    const network = await openBadNetwork();
    const folder = mkdtempSync(join(tmpdir(), "imagefactory-offline-"));
    try {
      const names = ["SHA256SUMS", "SHA256SUMS.asc"];
      for (const name of names) writeFileSync(join(folder, name), Buffer.from(await (await fetch(`${factory().url}/download/${imageName}/latest/${name}`)).arrayBuffer()));
      await page.goto(network.origin + path);
      await expect(page.locator('[data-offline="ready"]')).toBeVisible({ timeout: 30_000 });

      network.close();
      await expect(fetch(network.origin)).rejects.toThrow();
      await page.goto(network.origin + path);
      await page.locator('input[name="file"]').setInputFiles(names.map((name) => join(folder, name)));
      await expect(page.locator('[data-file="SHA256SUMS"]')).toHaveAttribute("data-verdict", "valid", { timeout: 60_000 });

      writeFileSync(join(folder, "SHA256SUMS"), "something else\n");
      await page.locator('input[name="file"]').setInputFiles(names.map((name) => join(folder, name)));
      await expect(page.locator('[data-file="SHA256SUMS"]').first()).toHaveAttribute("data-reason", "bad-signature", { timeout: 60_000 });
    } finally {
      network.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

for (const [path, word] of [["/verify", "Genuine"], ["/de/verify", "Echt"]] as const) {
  test(`${path}, saved as one file, opens from a disk and verifies without a network`, async ({ page, browser }) => {
    test.setTimeout(180_000);
    const folder = mkdtempSync(join(tmpdir(), "imagefactory-saved-"));
    const { version } = await latestBuild();
    const name = `${imageName}-${version}.qcow2`;
    const names = [name, `${name}.asc`, `${name}.meta4`, `${name}.meta4.asc`];
    for (const one of names) writeFileSync(join(folder, one), Buffer.from(await (await fetch(`${factory().url}/download/${imageName}/${version}/${one}`)).arrayBuffer()));

    await page.goto(factory().url + path);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /one file|eine Datei/ }).click()]);
    expect(download.suggestedFilename()).toBe("imagefactory-verify.html");
    const saved = join(folder, download.suggestedFilename());
    await download.saveAs(saved);

    const context = await browser.newContext({ offline: true });
    try {
      const alone = await context.newPage();
      const complaints: string[] = [];
      alone.on("console", (message) => complaints.push(message.text()));
      alone.on("request", (request) => void (/^(file|blob|data):/.test(request.url()) || complaints.push(request.url())));
      await alone.goto(`file://${saved}`);
      const judge = async (way: string, files: string[]) => {
        const before = await alone.locator("[data-verdict]").count();
        await alone.locator(`input[name=way][value=${way}]`).check();
        await alone.locator("input[name=file]").setInputFiles(files.map((one) => join(folder, one)));
        await expect(alone.locator("[data-verdict]")).toHaveCount(before + 1, { timeout: 60_000 });
        const card = alone.locator("[data-verdict]").first();
        return [await card.getAttribute("data-verdict"), await card.getAttribute("data-reason"), await card.getAttribute("data-way")];
      };
      expect(await judge("pieces", names)).toEqual(["valid", "good-signature", "pieces"]);
      await expect(alone.locator("[data-verdict]").first()).toContainText(word);
      expect(await judge("stream", names.slice(0, 2))).toEqual(["valid", "good-signature", "stream"]);
      expect((await judge("stream", names.slice(0, 1)))[1]).toBe("no-signature");
      appendFileSync(join(folder, name), "x");
      expect((await judge("pieces", names))[1]).toBe("appended");
      expect((await judge("stream", names.slice(0, 2)))[1]).toBe("bad-signature");

      // The fingerprint that it shows is the one that gpg shows for the portal's key.
      const keys = join(folder, "keys.asc");
      writeFileSync(keys, await (await fetch(`${factory().url}/keys.asc`)).text());
      const { stdout } = await runProcess({ command: "gpg", args: ["--homedir", folder, "--batch", "--with-colons", "--show-keys", keys], timeoutMs: 30_000 });
      const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(stdout)?.[1] ?? "none";
      await expect(alone.locator("#pinned")).toContainText((fingerprint.match(/.{4}/g) ?? []).join(" "));

      expect(complaints).toEqual([]);
      const asked = await alone.evaluate((address) => fetch(address).then(() => "answered", (error: Error) => error.name), factory().url);
      expect(asked).toBe("TypeError");
      expect(complaints.join()).toContain("Content Security Policy");
      const { violations } = await new AxeBuilder({ page: alone }).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
    } finally {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
