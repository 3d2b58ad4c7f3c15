import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { root } from "../bin/prepare.mjs";
import { factory, query } from "./factory.ts";

let folder: string;
let home: string;
const gpg = (...args: string[]) => execFileSync("gpg", ["--homedir", home, "--batch", "--with-colons", ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
const rows = (output: string, kind: string) => output.split("\n").map((line) => line.split(":")).filter(([first]) => first === kind);
const keysCommand = (...args: string[]) => spawnSync(process.execPath, ["bin/keys.mjs", ...args], { cwd: root, encoding: "utf8", env: { ...process.env, DATA_DIR: factory().dataDir, DATABASE_URL: "" } });
const card = (page: Page, state: string) => page.getByRole("list", { name: "Keys" }).locator(`[data-state="${state}"]`);
const fetchBytes = async (path: string) => Buffer.from(await (await fetch(new URL(path, factory().url))).arrayBuffer());

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "imagefactory-keys-"));
  home = join(folder, "gnupg");
  mkdirSync(home, { mode: 0o700 });
});
test.afterAll(() => {
  execFileSync("gpgconf", ["--homedir", home, "--kill", "all"]);
  rmSync(folder, { recursive: true, force: true });
});

test.describe.serial("whoever wants to trust the keys", () => {
  test("downloads the key in use, and gpg shows the same fingerprint as the page", async ({ page }) => {
    await page.goto(`${factory().url}/keys`);
    const started = page.waitForEvent("download");
    await card(page, "active").getByRole("link", { name: /Download the key/ }).click();
    const path = join(folder, "key.asc");
    await (await started).saveAs(path);
    gpg("--import", path);
    const fingerprint = rows(gpg("--list-keys"), "fpr")[0]?.[9] ?? "";
    expect(fingerprint).toMatch(/^[0-9A-F]{40}$/);
    expect(await card(page, "active").innerText()).toContain(fingerprint.replace(/.{4}(?!$)/g, "$& "));
  });

  test("asks the Web Key Directory, and is told the same key; who has it already gets a 304", async ({ page }) => {
    await page.goto(`${factory().url}/keys`);
    const address = await page.getByRole("link", { name: /\.well-known\/openpgpkey\/hu\// }).getAttribute("href");
    const path = new URL(address ?? "").pathname;
    const served = join(folder, "served.bin");
    writeFileSync(served, await fetchBytes(path));
    expect(rows(gpg("--show-keys", served), "fpr").map((row) => row[9])).toEqual(rows(gpg("--list-keys"), "fpr").map((row) => row[9]));
    expect((await fetch(new URL("/.well-known/openpgpkey/hu/ybndrfg8ejkmcpqxot1uwisza345h769", factory().url))).status).toBe(404);
    for (const file of [path, "/.well-known/openpgpkey/policy", "/.well-known/security.txt", "/api/v1/keys", "/keys.asc"]) {
      const first = await fetch(new URL(file, factory().url));
      expect(first.status, file).toBe(200);
      const again = await fetch(new URL(file, factory().url), { headers: { "if-none-match": first.headers.get("etag") ?? "" } });
      expect(again.status, file).toBe(304);
    }
  });

  test("sees the next key before it signs, certified by the present one, and no way to hurry it by accident", async ({ page }) => {
    const planned = keysCommand("plan");
    expect(planned.stderr + planned.stdout).toContain("Planned and published");
    const [next] = await query<{ fingerprint: string; certified_by: string }>("select fingerprint, certified_by from signing_keys where state = 'planned'");
    await page.goto(`${factory().url}/keys`);
    await expect(page.getByText("The next key is public already")).toBeVisible();
    await expect(card(page, "planned")).toContainText(next?.fingerprint.slice(-4) ?? "none");
    await expect(card(page, "planned")).toContainText("Certified by");

    const all = join(folder, "keys.asc");
    writeFileSync(all, await fetchBytes("/keys.asc"));
    gpg("--import", all);
    const certifiers = rows(gpg("--check-sigs", next?.fingerprint ?? ""), "sig").filter(([, verdict]) => verdict === "!");
    expect(certifiers.map((row) => row[4])).toContain(next?.certified_by.slice(-16));

    const hurried = keysCommand("activate");
    expect(hurried.status).toBe(1);
    expect(hurried.stdout).toContain("must be public for 7 days");
    const listed = keysCommand("list");
    expect(listed.stdout).toMatch(new RegExp(`^planned +${next?.fingerprint}`, "m"));
  });

  test("reads in JSON what every key signed, and in security.txt whom to tell", async () => {
    const { keys } = (await (await fetch(`${factory().url}/api/v1/keys`)).json()) as { keys: { state: string; armoredUrl: string | null; signed: { builds: number } }[] };
    expect(keys.map(({ state }) => state).slice(0, 2)).toEqual(["active", "planned"]);
    const [published] = await query<{ count: string }>("select count(*) from builds where status = 'published'");
    expect(keys.reduce((sum, { signed }) => sum + signed.builds, 0)).toBe(Number(published?.count));
    expect(String(await fetchBytes("/.well-known/security.txt"))).toMatch(/^Contact: mailto:security@localhost\nExpires: 20/m);
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const [path, title] of [["/keys", "Signing keys"], ["/de/keys", "Signaturschlüssel"]] as const) {
    test(`the page is accessible and fits: ${path}, ${colorScheme}`, async ({ browser }) => {
      for (const width of [1280, 390]) {
        const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
        const page = await context.newPage();
        const problems: string[] = [];
        page.on("console", (message) => void (message.type() === "error" && problems.push(message.text())));
        await page.goto(factory().url + path);
        await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        problems.push(...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`));
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (overflow > 0) problems.push(`${overflow} px too wide at ${width} px`);
        expect(problems).toEqual([]);
        await context.close();
      }
    });
  }
}
