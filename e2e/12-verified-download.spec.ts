import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, test, type BrowserContext, type Page } from "@playwright/test";
import { cutAfter, flipBitAt, openBadNetwork, type BadNetwork } from "./bad-network.ts";
import { factory, imageName, query } from "./factory.ts";

const pieceBytes = 512 * 1024;
let network: BadNetwork;
let context: BrowserContext;
let page: Page;
let profile: string;
let file: { fileName: string; sizeBytes: number; sha256: string };

test.beforeAll(async () => {
  network = await openBadNetwork();
  const [row] = await query<{ file_name: string; size_bytes: string; sha256: string }>(
    `select a.file_name, a.size_bytes, a.sha256 from artifacts a join channels c on c.build_id = a.build_id join images i on i.id = c.image_id
     where i.name = $1 and c.name = 'latest' and a.kind = 'qcow2'`, [imageName]);
  if (!row) throw new Error("there is no latest image");
  file = { fileName: row.file_name, sizeBytes: Number(row.size_bytes), sha256: row.sha256 };
});

test.beforeEach(async () => {
  network.ranges = [];
  network.tamper = undefined;
  // The private folder of a browser (OPFS) needs a profile that is kept.
  profile = mkdtempSync(join(tmpdir(), "imagefactory-download-"));
  context = await chromium.launchPersistentContext(profile, { executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"], acceptDownloads: true, locale: "en-GB" });
  page = await context.newPage();
  // A dialog of the browser cannot be worked by a test; without it the file grows in the private folder.
  await page.addInitScript(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
  await page.goto(`${network.origin}/images/${imageName}`);
  await page.getByRole("button", { name: "Download and verify" }).first().click();
});
test.afterEach(async () => {
  await context.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
});
test.afterAll(() => network.close());

const outcome = () => page.locator("[data-verdict]").first();

async function finish(): Promise<{ fetched: number; kept: number; cuts: number; refetched: string }> {
  await expect(outcome()).toHaveAttribute("data-verdict", "valid", { timeout: 120_000 });
  const read = async (name: string) => (await outcome().getAttribute(`data-${name}`)) ?? "";
  const numbers = { fetched: Number(await read("fetched")), kept: Number(await read("kept")), cuts: Number(await read("cuts")), refetched: await read("refetched") };
  console.log(`${file.sizeBytes} bytes: ${JSON.stringify(numbers)}, requests ${network.ranges.join(", ")}`);
  return numbers;
}

async function savedHash(): Promise<string> {
  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: `Save ${file.fileName}` }).click();
  return createHash("sha256").update(readFileSync(await (await saving).path())).digest("hex");
}

test("cut three times and with one damaged piece, a download ends verified and fetches only that piece again", async () => {
  test.setTimeout(300_000);
  const damagedAt = 30 * pieceBytes + 12_345;
  const script = [cutAfter(5 * pieceBytes + 1000), cutAfter(7 * pieceBytes + 1000), cutAfter(3 * pieceBytes + 1000), flipBitAt(damagedAt)];
  network.tamper = (range, answer, response) => {
    const next = script.shift();
    if (next) next(range, answer, response);
    else answer.pipe(response);
  };
  await page.getByRole("button", { name: "Start the download" }).click();
  const { fetched, cuts, refetched } = await finish();
  expect([cuts, refetched]).toEqual([3, "30"]);
  // One damaged piece twice; of a cut answer, what was on its way of one piece.
  expect(fetched).toBeLessThan(file.sizeBytes + 4 * pieceBytes);
  expect(fetched).toBeGreaterThanOrEqual(file.sizeBytes + pieceBytes);
  expect(network.ranges.at(-1)).toBe(`${30 * pieceBytes}-${31 * pieceBytes - 1}`);
  expect(await savedHash()).toBe(file.sha256);
});

test("a stopped download goes on where it was, also after the page was closed", async () => {
  test.setTimeout(300_000);
  network.tamper = cutAfter(20 * pieceBytes);
  await page.getByRole("button", { name: "Start the download" }).click();
  await expect.poll(() => network.ranges.length, { timeout: 60_000 }).toBeGreaterThan(1);
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(outcome()).toHaveAttribute("data-reason", "cancelled");
  network.tamper = undefined;
  await page.reload();
  await page.getByRole("button", { name: "Download and verify" }).first().click();
  await page.getByRole("button", { name: "Start the download" }).click();
  const { kept, fetched } = await finish();
  expect(kept).toBeGreaterThanOrEqual(19 * pieceBytes);
  expect(fetched).toBe(file.sizeBytes - kept);
});

test("a damaged and cut file is mended by its missing pieces alone", async () => {
  test.setTimeout(300_000);
  const [artifact] = await query<{ storage_key: string }>("select storage_key from artifacts where file_name = $1", [file.fileName]);
  const bytes = readFileSync(join(factory().dataDir, "storage", artifact?.storage_key ?? ""));
  bytes[3 * pieceBytes + 5] = (bytes[3 * pieceBytes + 5] ?? 0) ^ 1;
  const broken = join(profile, "broken.qcow2");
  writeFileSync(broken, bytes);
  truncateSync(broken, file.sizeBytes - 100);
  await page.locator('input[name="damaged"]').setInputFiles(broken);
  const { kept, fetched } = await finish();
  const lastPiece = file.sizeBytes % pieceBytes || pieceBytes;
  expect(fetched).toBe(pieceBytes + lastPiece);
  expect(kept).toBe(file.sizeBytes - fetched);
  expect(await savedHash()).toBe(file.sha256);
});
