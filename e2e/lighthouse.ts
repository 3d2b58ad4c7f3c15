import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse from "lighthouse";

/** The scores of one page, 0 to 100, with what cost points where that is not a matter of speed. */
export type Scores = { performance: number; accessibility: number; bestPractices: number; seo: number; lost: string[] };

/** A headless Chromium that Lighthouse can drive; `close` ends it. */
export async function openBrowser(): Promise<{ port: number; close: () => void }> {
  const profile = mkdtempSync(join(tmpdir(), "imagefactory-lighthouse-"));
  const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
  const browser = spawn("/usr/bin/chromium", [...flags, "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"], { stdio: "ignore", detached: true });
  const close = () => {
    if (browser.pid) process.kill(-browser.pid, "SIGKILL");
    rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
  };
  for (let tries = 0; tries < 150; tries++) {
    try {
      return { port: Number(readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n")[0]), close };
    } catch {
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  close();
  throw new Error("Chromium opened no debugging port within 15 s.");
}

const allCategories = ["performance", "accessibility", "best-practices", "seo"];

/** Runs Lighthouse on one page with its default preset, a phone on a slow network; `headers` are sent with every request. */
export async function audit(address: string, port: number, { only = allCategories, headers = {} }: { only?: string[]; headers?: Record<string, string> } = {}): Promise<Scores> {
  const result = await lighthouse(address, { port, output: "json", logLevel: "error", onlyCategories: only, extraHeaders: headers });
  if (!result) throw new Error(`Lighthouse gave no result for ${address}.`);
  const { categories, audits } = result.lhr;
  const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
  const counted = ["accessibility", "best-practices", "seo"].flatMap((name) => categories[name]?.auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id) ?? []);
  const lost = counted.filter((id) => audits[id]?.score !== null && (audits[id]?.score ?? 1) < 1).map((id) => `${id}: ${audits[id]?.title}`);
  return { performance: score("performance"), accessibility: score("accessibility"), bestPractices: score("best-practices"), seo: score("seo"), lost };
}
