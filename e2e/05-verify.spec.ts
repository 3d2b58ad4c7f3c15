import { copyFileSync, mkdtempSync, openSync, readFileSync, readSync, closeSync, rmSync, truncateSync, writeSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { makeCases } from "#lib/signing/verify/cases-fixture.ts";
import { openWorkshop, type GpgCase, type GpgWorkshop } from "#lib/signing/verify/gpg-fixture.ts";
import { ways, type Way } from "#lib/signing/verify/verdict.ts";
import { factory, imageName, latestBuild } from "./factory.ts";

type Found = { verdict: string | null; reason: string | null; way: string | null };

async function open(page: Page, path = "/verify", way: Way = "pieces"): Promise<void> {
  await page.goto(factory().url + path);
  await page.locator(`input[name=way][value=${way}]`).check();
}

/** Hands files in and waits for the verdict on the newest check. */
async function judge(page: Page, files: string[]): Promise<Found> {
  const before = await page.locator("[data-verdict]").count();
  await page.locator("input[name=file]").setInputFiles(files);
  await expect(page.locator("[data-verdict]")).toHaveCount(before + 1, { timeout: 90_000 });
  const card = page.locator("[data-verdict]").first();
  const [verdict, reason, way] = await Promise.all(["data-verdict", "data-reason", "data-way"].map((name) => card.getAttribute(name)));
  return { verdict: verdict ?? null, reason: reason ?? null, way: way ?? null };
}

test.describe("whoever verifies files signed with gpg", () => {
  let shop: GpgWorkshop;
  let cases: GpgCase[];
  let keys: string;
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    shop = await openWorkshop();
    cases = await makeCases(shop, { large: true });
    keys = await shop.exportKeys();
  });
  test.afterAll(() => shop.remove());

  for (const way of ways) {
    test(`reads gpg's verdict on the page in every case, by ${way}`, async ({ page }) => {
      test.setTimeout(600_000);
      const found: string[] = [];
      const expected: string[] = [];
      for (const { title, files, gpg, expected: wanted } of cases) {
        const verdict = wanted[way];
        if (!verdict) continue;
        await open(page, "/verify", way);
        const one = await judge(page, [...files, keys]);
        if (one.verdict === "valid") expect(gpg && (await shop.accepts(gpg.signature, gpg.file)), `${title}: the page says yes and gpg says no`).toBe(true);
        found.push(`${title}: ${one.verdict} ${one.reason}`);
        expected.push(`${title}: ${verdict.join(" ")}`);
      }
      expect(expected.length).toBeGreaterThan(20);
      expect(found).toEqual(expected);
    });
  }
});

test.describe("whoever has downloaded an image", () => {
  let folder: string;
  let image: string;
  let name: string;
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "imagefactory-verify-"));
    const { version } = await latestBuild();
    name = `${imageName}-${version}.qcow2`;
    image = join(folder, name);
    const answer = await fetch(`${factory().url}/download/${imageName}/${version}/${name}`);
    writeFileSync(image, await answer.bytes());
  });
  test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

  for (const way of ways) {
    test(`drops the file alone and learns that it is genuine, and which build it is, by ${way}`, async ({ page }) => {
      await open(page, "/verify", way);
      expect(await judge(page, [image])).toEqual({ verdict: "valid", reason: "good-signature", way });
      const card = page.getByRole("status").filter({ hasText: "Genuine" });
      await expect(card).toContainText(name.replace(`${imageName}-`, `${imageName} `).replace(".qcow2", ""));
      await expect(card).toContainText("latest");
      await expect(card).toContainText("SHA-512");
    });
  }

  test("gives it another name, and it is found all the same", async ({ page }) => {
    const renamed = join(folder, "my image.qcow2");
    copyFileSync(image, renamed);
    await open(page);
    expect(await judge(page, [renamed])).toEqual({ verdict: "valid", reason: "good-signature", way: "pieces" });
    await expect(page.locator("[data-verdict]")).toContainText(name);
    rmSync(renamed);
  });

  test("is warned of a build that bears the name of another one", async ({ page }) => {
    const { version } = await latestBuild();
    const folderOfLie = mkdtempSync(join(folder, "lie-"));
    const lie = `${imageName}-20991231-1.qcow2`;
    for (const ending of ["", ".meta4", ".meta4.asc"]) {
      writeFileSync(join(folderOfLie, lie + ending), await (await fetch(`${factory().url}/download/${imageName}/${version}/${name}${ending}`)).bytes());
    }
    await open(page);
    expect(await judge(page, ["", ".meta4", ".meta4.asc"].map((ending) => join(folderOfLie, lie + ending)))).toMatchObject({ verdict: "valid", way: "pieces" });
    const card = page.locator("[data-verdict]").first();
    await expect(card).toHaveAttribute("data-reservation", "other-name");
    await expect(card).toContainText(`It was signed as ${name}`);
    rmSync(folderOfLie, { recursive: true });
  });

  test("is not told that a file is genuine because of a key that came with it", async ({ page }) => {
    const shop = await openWorkshop();
    const file = await shop.subject(await shop.folderOf("somebody else's"), 1024 * 1024);
    const signature = await shop.sign(file, [shop.keys.ed25519.fingerprint], ["--digest-algo", "SHA512"]);
    await open(page);
    expect(await judge(page, [file, signature, await shop.exportKeys()])).toMatchObject({ verdict: "valid", reason: "good-signature" });
    const card = page.locator("[data-verdict]").first();
    await expect(card).toHaveAttribute("data-reservation", "other-key");
    await expect(card).toContainText("Signed by another key");
    await expect(card).not.toContainText("Genuine");
    await shop.remove();
  });

  for (const way of ways) {
    test(`is told which bytes were damaged, and that the end is missing, by ${way}`, async ({ page }) => {
      const spoilt = join(mkdtempSync(join(folder, "spoilt-")), name);
      copyFileSync(image, spoilt);
      const file = openSync(spoilt, "r+");
      const byte = Buffer.alloc(1);
      const offset = 9 * 1024 * 1024;
      readSync(file, byte, 0, 1, offset);
      writeSync(file, Buffer.from([byte[0]! ^ 1]), 0, 1, offset);
      closeSync(file);
      await open(page, "/verify", way);
      expect(await judge(page, [spoilt])).toMatchObject({ verdict: "invalid", reason: "damaged" });
      await expect(page.locator("[data-verdict]").first()).toContainText("9,437,184 to 9,961,471");
      truncateSync(spoilt, readFileSync(spoilt).length - 4096);
      expect(await judge(page, [spoilt])).toMatchObject({ verdict: "invalid", reason: "truncated" });
      await expect(page.locator("[data-verdict]").first()).toContainText("4,096 bytes");
    });
  }

  test("hands in several files at once and gets a verdict on each", async ({ page }) => {
    const stranger = join(folder, "notes.txt");
    writeFileSync(stranger, "nobody signed this");
    await open(page);
    await page.locator("input[name=file]").setInputFiles([image, stranger]);
    await expect(page.locator(`[data-file="${name}"]`)).toHaveAttribute("data-verdict", "valid", { timeout: 60_000 });
    await expect(page.locator('[data-file="notes.txt"]')).toHaveAttribute("data-reason", "no-signature");
  });

  test("hands in several large files and sees one after the other being checked; who is cancelled in line is not", async ({ page }) => {
    const signature = await (await fetch(`${factory().url}/download/${imageName}/latest/${imageName}.qcow2.asc`)).text();
    const names = ["first.bin", "second.bin", "third.bin"];
    for (const one of names) {
      writeFileSync(join(folder, one), "");
      truncateSync(join(folder, one), 20 * 1024 ** 3);
      writeFileSync(join(folder, `${one}.asc`), signature);
    }
    await open(page, "/verify", "stream");
    await page.locator("input[name=file]").setInputFiles(names.flatMap((one) => [join(folder, one), join(folder, `${one}.asc`)]));
    const waiting = page.getByText("In line to check");
    await expect(waiting).toHaveCount(2);
    await expect(page.getByText(/MiB of 20 GiB/)).toHaveCount(1);
    const cancel = (one: string) => page.locator(`[data-file="${one}"]`).locator("xpath=..").getByRole("button", { name: "Cancel" }).click();
    await cancel("second.bin");
    await expect(page.locator('[data-file="second.bin"]')).toHaveAttribute("data-reason", "cancelled");
    await expect(waiting).toHaveCount(1);
    await cancel("first.bin");
    await expect(page.locator('[data-file="first.bin"]')).toHaveAttribute("data-reason", "cancelled");
    await expect(page.getByText(/MiB of 20 GiB/)).toHaveCount(1);
    await cancel("third.bin");
    await expect(page.locator('[data-file="third.bin"]')).toHaveAttribute("data-reason", "cancelled");
    for (const one of names) rmSync(join(folder, one));
  });

  test("pastes a link instead, and is refused one of somebody else", async ({ page }) => {
    await open(page);
    const field = page.getByRole("textbox", { name: /link/i });
    await field.fill(`${factory().url}/download/${imageName}/latest/${imageName}.qcow2`);
    await page.getByRole("button", { name: "Check the link" }).click();
    await expect(page.locator(`[data-file="${name}"]`)).toHaveAttribute("data-verdict", "valid", { timeout: 60_000 });
    await field.fill("https://elsewhere.example/image.qcow2");
    await page.getByRole("button", { name: "Check the link" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Only files of this portal" })).toBeVisible();
  });

  test("ends a check", async ({ page }) => {
    const large = join(folder, "large.bin");
    writeFileSync(large, "");
    truncateSync(large, 20 * 1024 ** 3);
    const signature = `${large}.asc`;
    writeFileSync(signature, await (await fetch(`${factory().url}/download/${imageName}/latest/${imageName}.qcow2.asc`)).text());
    await open(page, "/verify", "stream");
    await page.locator("input[name=file]").setInputFiles([large, signature]);
    await expect(page.getByRole("progressbar")).toBeVisible();
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.locator('[data-file="large.bin"]')).toHaveAttribute("data-reason", "cancelled");
  });

  test("reads it in German", async ({ page }) => {
    await open(page, "/de/verify");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Download prüfen");
    expect(await judge(page, [image])).toMatchObject({ verdict: "valid" });
    await expect(page.getByRole("status").filter({ hasText: "Echt" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Was das beweist" })).toBeVisible();
  });

  test("sees the gpg commands without JavaScript", async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${factory().url}/verify`);
    await expect(page.locator("input[name=file]")).toHaveCount(0);
    await expect(page.getByRole("main")).toContainText(`curl -fsSL ${factory().url}/keys.asc | gpg --import`);
    await context.close();
  });

  test("finds a page that everybody can use, with a verdict on it too", async ({ page }) => {
    await open(page);
    await judge(page, [image]);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});
