import pg from "pg";
import { chromium, type Page } from "playwright";
import { startPortal } from "./portal.ts";

const lines = 100_000;
const linesPerPiece = 250;
/** What a task may take before input waits for it noticeably (Long Tasks API), in milliseconds. */
const longTaskMs = 50;

type Measured = { tasks: number[]; lastLine: string };

/**
 * Streams a log of 100,000 lines into an open build page. Tells which tasks kept the reader waiting, and decides by the processor
 * time that they took themselves: the rest is waiting for other programs on the machine.
 */
export async function benchLiveLog(): Promise<boolean> {
  const portal = await startPortal();
  const client = new pg.Client({ connectionString: portal.databaseUrl });
  await client.connect();
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--no-first-run"] });
  try {
    const buildId = await insertBuild(client);
    const page = await browser.newPage();
    await page.addInitScript(() => {
      const tasks: number[] = [];
      Object.assign(globalThis, { longTasks: tasks });
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => Math.round(duration)))).observe({ type: "longtask" });
    });
    await page.goto(`${portal.url}/images/Standard_Log/20261126-1`);
    await page.getByText("Live", { exact: true }).waitFor();
    await page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks.splice(0));
    const stopTrace = await traceTasks(page);
    const startedAt = performance.now();
    for (let piece = 0; piece < lines / linesPerPiece; piece += 1) await client.query("insert into build_log_chunks (build_id, sequence, text) values ($1, $2, $3)", [buildId, piece + 1, pieceOf(piece)]);
    await page.locator(`[data-line="${lines}"]`).waitFor({ timeout: 60_000 });
    const seconds = (performance.now() - startedAt) / 1_000;
    const follow = await measure(page);
    const busiestMs = await stopTrace();
    await page.getByRole("searchbox", { name: "Search the log" }).pressSequentially("error", { delay: 30 });
    await page.getByText("– of 100", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Wrap lines" }).click();
    await page.getByRole("region", { name: "Build log" }).press("Home");
    const use = await measure(page);
    console.log(`${lines} lines in ${seconds.toFixed(1)} s; tasks over ${longTaskMs} ms while following: ${follow.tasks.length} ${follow.tasks.join(" ")}, the longest with ${busiestMs.toFixed(0)} ms of processor time; while searching, wrapping and scrolling: ${use.tasks.length} ${use.tasks.join(" ")}; rows in the page: ${await page.locator("[data-line]").count()}`);
    // No time at all would mean that nothing was measured.
    return busiestMs > 0 && busiestMs <= longTaskMs;
  } finally {
    await browser.close();
    await client.end();
    await portal.stop();
  }
}

/** Begins to note how much processor time each task takes: on a busy machine a task waits for it, which is none of its doing. */
async function traceTasks(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  let longestMs = 0;
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const event of value as { name?: string; tdur?: number }[]) if (event.name === "RunTask" || event.name === "ThreadControllerImpl::RunTask") longestMs = Math.max(longestMs, (event.tdur ?? 0) / 1_000);
  });
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["toplevel", "disabled-by-default-devtools.timeline"] } });
  return async () => {
    const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await complete;
    return longestMs;
  };
}

async function measure(page: Page): Promise<Measured> {
  return page.evaluate(() => ({
    tasks: (globalThis as unknown as { longTasks: number[] }).longTasks.splice(0),
    lastLine: document.querySelector("[data-line]")?.textContent ?? "",
  }));
}

function pieceOf(piece: number): string {
  return Array.from({ length: linesPerPiece }, (_, index) => {
    const number = piece * linesPerPiece + index + 1;
    const text = number % 1_000 === 0 ? `\u001b[31merror ${number}\u001b[0m: something went wrong` : `Setting up package-${number}:amd64 (1.${number % 97}-deb12u1) ${"·".repeat(number % 60)}`;
    return `07:24:37.123 ${number === 1 ? "=== building (attempt 1)" : text}\n`;
  }).join("");
}

async function insertBuild(client: pg.Client): Promise<string> {
  const insert = async (text: string, values: unknown[] = []) => ((await client.query<{ id: string }>(text, values)).rows[0]?.id ?? "");
  const distribution = await insert("insert into distributions (slug, name, family, release, os_distro, os_version, platform, monogram, monogram_color) values ('debian-12', 'Debian 12', 'Debian', '12', 'debian', '12', 'Debian', 'De', '#a80030') returning id");
  const image = await insert(
    `insert into images (name, category, distribution_id, summary, description, recipe_name, login_user, architecture, firmware, min_disk_gib, min_ram_mib, capabilities)
     values ('Standard_Log', 'Standard', $1, 'A log', 'A log', 'Standard_Log', 'linux', 'x86_64', 'bios', 4, 512, 0) returning id`,
    [distribution],
  );
  const worker = await insert("insert into workers (name, host_name, process_id, capabilities) values ('bench', 'bench', 1, '{}') returning id");
  const build = await insert("insert into builds (image_id, version, trigger) values ($1, '20261126-1', 'manual') returning id", [image]);
  await client.query("update builds set status = 'building', worker_id = $2, started_at = now(), stage_started_at = now() where id = $1", [build, worker]);
  return build;
}
