import { join } from "node:path";
import { readFileSync, rmSync } from "node:fs";
import { root } from "../../bin/prepare.mjs";
import { messageOf } from "#lib/errors.ts";
import { onEndRequested } from "#lib/lifecycle.ts";
import { runProcess, type RunOptions } from "#lib/process.ts";
import { buildPortal, generateClient } from "./built.ts";
import { buildPackages, ensureSystemPackages, installCommand, testPackages } from "./system-packages.ts";

// The entry of `npm test`: everything, one phase after the other, and at the end one plain line with the sum.
const minute = 60_000;
const reports = join(root, "test-results");
const ending = new AbortController();
let passed = 0;
let failed = 0;
let skipped = 0;

const say = (line: string) => console.log(line);
const bin = (name: string) => join(root, "node_modules", ".bin", name);
const isCi = process.env["CI"] === "true";

// What is running ends with its whole group; the phases that are left fail at once.
onEndRequested(() => ending.abort());
const run = (options: RunOptions) => runProcess({ ...options, signal: ending.signal });

/** One phase that passes or fails as a whole. */
async function check(title: string, work: () => Promise<unknown>): Promise<boolean> {
  const startedAt = Date.now();
  say(`\n── ${title}`);
  try {
    await work();
    passed += 1;
    say(`✓ ${title} (${Math.round((Date.now() - startedAt) / 1000)} s)`);
    return true;
  } catch (error) {
    failed += 1;
    say(`✗ ${title}: ${messageOf(error)}`);
    return false;
  }
}

type Counts = { passed: number; failed: number; skipped: number };

/** One phase with many tests, counted from its machine-readable report. A phase that leaves none has failed. */
async function suite(title: string, command: string, args: string[], report: string, read: (json: never) => Counts, timeoutMs: number, env: Record<string, string> = {}): Promise<void> {
  const startedAt = Date.now();
  say(`\n── ${title}`);
  rmSync(report, { force: true });
  let problem = "";
  await run({ command, args, cwd: root, env: { ...process.env, ...env }, timeoutMs, onLine: say }).catch((error: unknown) => {
    problem = messageOf(error).split("\n")[0] ?? "";
  });
  let counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = read(JSON.parse(readFileSync(report, "utf8")) as never);
  } catch {
    problem ||= "it left no report";
  }
  // A suite that ends badly although each of its tests passed (a set-up, a tear-down) has failed once.
  if (problem && counts.failed === 0) counts.failed = 1;
  if (counts.skipped > 0 && isCi) {
    problem ||= `${counts.skipped} skipped, which CI does not allow`;
    counts.failed += counts.skipped;
    counts.skipped = 0;
  }
  passed += counts.passed;
  failed += counts.failed;
  skipped += counts.skipped;
  say(`${counts.failed === 0 ? "✓" : "✗"} ${title}: ${counts.passed} passed, ${counts.failed} failed${problem ? ` (${problem})` : ""} (${Math.round((Date.now() - startedAt) / 1000)} s)`);
}

const missing = await ensureSystemPackages([...buildPackages, ...testPackages], { mayInstall: process.env["INSTALL_PACKAGES"] !== "never", onLine: () => undefined });
const hasPackages = missing.length === 0;
if (!hasPackages) say(`Missing system packages: ${installCommand(missing)}`);

await check("Database client", generateClient);
await check("Linter, with the directions of imports", () => run({ command: bin("oxlint"), args: [], cwd: root, timeoutMs: 2 * minute, onLine: say }));
await check("Types", async () => {
  // The types of routes are made from the folders of app/.
  await run({ command: bin("next"), args: ["typegen"], cwd: root, env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" }, timeoutMs: 5 * minute });
  await run({ command: bin("tsc"), args: ["--noEmit"], cwd: root, timeoutMs: 5 * minute, onLine: say });
});
const pagesAreBuilt = await check("Pages", () => buildPortal(() => undefined));

type VitestReport = { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number };
const unitReport = join(reports, "unit.json");
await suite(
  "Unit and integration tests",
  bin("vitest"),
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`],
  unitReport,
  (json: VitestReport) => ({ passed: json.numPassedTests, failed: json.numFailedTests, skipped: json.numPendingTests + json.numTodoTests }),
  20 * minute,
);

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };
const storyReport = join(reports, "stories.json");
if (pagesAreBuilt && hasPackages) {
  await suite(
    "A real image, and stories in a real browser",
    bin("playwright"),
    ["test"],
    storyReport,
    ({ stats }: PlaywrightReport) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }),
    60 * minute,
    { PLAYWRIGHT_JSON_OUTPUT_NAME: storyReport },
  );
} else if (!pagesAreBuilt || isCi) {
  failed += 1;
  say("✗ A real image, and stories in a real browser: not run, see above");
} else {
  skipped += 1;
  say(`Skipped: a real image and stories in a real browser, because system packages are missing: ${missing.join(", ")}`);
}

say(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exit(failed === 0 ? 0 : 1);
