import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { openBadNetwork } from "./bad-network.ts";
import { factory, imageName } from "./factory.ts";

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
