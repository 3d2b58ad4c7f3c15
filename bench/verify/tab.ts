import { readFile } from "node:fs/promises";
import { chromium, type Browser, type Page } from "@playwright/test";

const sampleEveryMs = 40;
const timeoutMs = 300_000;

/** What one check in the page took: from the choice of the files to the verdict. */
export type Run = { ms: number; verdict: string; way: string; peakBytes: number; longestBlockMs: number };

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"] });
}

/** Checks files in a fresh tab by the page of the portal; `watched`: its memory is measured too, which takes time from it. */
export async function verifyInTab(browser: Browser, portal: string, files: string[], way: "pieces" | "stream", watched: boolean): Promise<Run> {
  return inTab(browser, `${portal}/verify`, watched, async (page) => {
    await page.locator(`input[name=way][value=${way}]`).check();
    await page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>("input[name=file]");
      input?.addEventListener("change", () => Object.assign(window, { startedAt: performance.now() }), { capture: true });
      const watch = new MutationObserver(() => {
        if (document.querySelector("[data-verdict]") && !("endedAt" in window)) Object.assign(window, { endedAt: performance.now() });
      });
      watch.observe(document.body, { subtree: true, attributes: true, childList: true });
    });
    await page.locator("input[name=file]").setInputFiles(files);
    const card = page.locator("[data-verdict]").first();
    await card.waitFor({ timeout: timeoutMs });
    const [verdict, taken] = await Promise.all([card.getAttribute("data-verdict"), card.getAttribute("data-way")]);
    const ms = await page.evaluate(() => (window as unknown as { endedAt: number }).endedAt - (window as unknown as { startedAt: number }).startedAt);
    return { ms, verdict: verdict ?? "", way: taken ?? "" };
  });
}

const readerScript = `self.onmessage = async ({ data: { file, lanes } }) => {
  const startedAt = performance.now();
  const lane = async (blob) => {
    const reader = blob.stream().getReader({ mode: "byob" });
    let memory = new ArrayBuffer(1024 * 1024);
    for (;;) {
      const { value, done } = await reader.read(new Uint8Array(memory));
      if (done) return;
      memory = value.buffer;
    }
  };
  const share = Math.ceil(file.size / lanes);
  await Promise.all(Array.from({ length: lanes }, (_, index) => lane(file.slice(index * share, (index + 1) * share))));
  self.postMessage(performance.now() - startedAt);
};`;

/** Merely reads a file in a worker, in one stream or several: the limit that the browser itself sets. */
export async function readInTab(browser: Browser, portal: string, file: string, lanes: number): Promise<number> {
  const page = await browser.newPage();
  try {
    await page.route("**/bench-reader.js", (route) => route.fulfill({ contentType: "text/javascript", body: readerScript }));
    await page.goto(`${portal}/verify`);
    await page.evaluate(() => document.body.append(Object.assign(document.createElement("input"), { type: "file", id: "bench-reader" })));
    await page.locator("#bench-reader").setInputFiles(file);
    return await page.evaluate(async (lanes) => {
      const [file] = document.querySelector<HTMLInputElement>("#bench-reader")?.files ?? [];
      const worker = new Worker("/bench-reader.js");
      worker.postMessage({ file, lanes }, []);
      return new Promise<number>((resolve) => (worker.onmessage = ({ data }: MessageEvent<number>) => resolve(data)));
    }, lanes);
  } finally {
    await page.close();
  }
}

async function inTab(browser: Browser, address: string, watched: boolean, act: (page: Page) => Promise<Pick<Run, "ms" | "verdict" | "way">>): Promise<Run> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await page.locator("input[name=file]").waitFor();
  // A person looks for the file first; meanwhile the page gets all that it needs.
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => {
    // Long tasks are those above 50 ms; the heartbeat sees shorter ones too.
    const blocks: number[] = [0];
    Object.assign(window, { blocks });
    new PerformanceObserver((list) => blocks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  });
  const processes = watched ? await renderersOf(browser) : [];
  let peakBytes = 0;
  const sampling = watched ? setInterval(() => void largest(processes).then((bytes) => (peakBytes = Math.max(peakBytes, bytes))), sampleEveryMs) : undefined;
  try {
    const run = await act(page);
    const longestBlockMs = await page.evaluate(() => Math.max(...(window as unknown as { blocks: number[] }).blocks));
    return { ...run, peakBytes, longestBlockMs };
  } finally {
    clearInterval(sampling);
    await context.close();
  }
}

async function renderersOf(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.flatMap(({ type, id }) => (type === "renderer" ? [id] : []));
}

/** Private memory of the largest of these processes, as Chromium's own task manager counts it: RssAnon and VmSwap. */
async function largest(processes: number[]): Promise<number> {
  const sizes = await Promise.all(processes.map(async (id) => {
    const status = await readFile(`/proc/${id}/status`, "utf8").catch(() => "");
    const kibibytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0);
    return (kibibytes("RssAnon") + kibibytes("VmSwap")) * 1024;
  }));
  return Math.max(0, ...sizes);
}
