import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runProcess } from "#lib/process.ts";
import { checks, runBootTest } from "./run.ts";

let folder: string;
let qcow2Path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "boot-test-"));
  qcow2Path = join(folder, "empty.qcow2");
  await runProcess({ command: "qemu-img", args: ["create", "-q", "-f", "qcow2", qcow2Path, "64M"], timeoutMs: 10_000 });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const request = (changes: { timeoutMs: number; signal?: AbortSignal; onLine?: (line: string) => void; qcow2Path?: string; loginUser?: string }) => ({
  qcow2Path, workDir: folder, loginUser: "linux", minDiskGib: 2, signal: new AbortController().signal, onLine: () => {}, ...changes,
});

async function leftProcesses(): Promise<string[]> {
  const { stdout } = await runProcess({ command: "pgrep", args: ["-f", `${folder}/(overlay|ssh_config)`], timeoutMs: 5_000, acceptExitCodes: [0, 1] });
  return stdout.split("\n").filter(Boolean);
}

it("reports an image that never answers as a failed check", async () => {
  const lines: string[] = [];
  const report = await runBootTest(request({ timeoutMs: 8_000, onLine: (line) => lines.push(line) }));
  expect(report).toMatchObject({ verdict: "failed", results: [{ checkId: "boots-to-ssh", verdict: "failed", mandatory: true }] });
  expect(report.results[0]?.output).not.toBe("");
  expect(report.bootSeconds).toBeGreaterThan(2);
  expect(lines).toContainEqual(expect.stringMatching(/^check boots-to-ssh: failed/));
  expect(await leftProcesses()).toEqual([]);
});

it("throws when it is cancelled, and leaves nothing behind", async () => {
  const abort = new AbortController();
  const test = runBootTest(request({ timeoutMs: 60_000, signal: abort.signal }));
  setTimeout(() => abort.abort(), 2_000);
  await expect(test).rejects.toMatchObject({ name: "ProcessError", code: "aborted" });
  expect(await leftProcesses()).toEqual([]);
});

it("throws on what is no fault of the image", async () => {
  await expect(runBootTest(request({ timeoutMs: 10_000, qcow2Path: join(folder, "none.qcow2") }))).rejects.toThrow(/none\.qcow2/);
  await expect(runBootTest(request({ timeoutMs: 10_000, loginUser: "linux; id" }))).rejects.toThrow(/loginUser/);
});

it("has one check for each property, cloud-init first", () => {
  const ids = checks.map((check) => check.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toBe("cloud-init-done");
  expect(checks.filter((check) => !check.mandatory).map((check) => check.id)).toEqual(["no-swap"]);
  for (const check of checks) expect(check.judge([], { loginUser: "linux" }).verdict, check.id).not.toBe("passed");
});
