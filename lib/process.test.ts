import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ProcessError, runProcess } from "./process.ts";

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Runs a bash script that prints the id of every process that it starts; ends it as told; gives those ids. */
async function endedScript(script: string, end: { afterMs?: number; timeoutMs?: number }) {
  const pids: number[] = [];
  const controller = new AbortController();
  const started = performance.now();
  const error = await runProcess({
    command: "bash",
    args: ["-c", script],
    timeoutMs: end.timeoutMs ?? 20_000,
    signal: controller.signal,
    onLine: (line) => {
      pids.push(Number(line));
      if (end.afterMs !== undefined && pids.length === 1) setTimeout(() => controller.abort(), end.afterMs);
    },
  }).catch((caught: unknown) => caught as ProcessError);
  return { pids, error: error as ProcessError, tookMs: performance.now() - started };
}

test("gives exit code, output lines and input", async () => {
  const lines: string[] = [];
  const result = await runProcess({
    command: "bash",
    args: ["-c", "cat; echo problem >&2; exit 3"],
    input: "one\ntwo",
    timeoutMs: 5_000,
    acceptExitCodes: [3],
    onLine: (line, stream) => lines.push(`${stream} ${line}`),
  });
  expect(result).toMatchObject({ exitCode: 3, stdout: "one\ntwo\n", stderr: "problem\n" });
  expect(lines.sort()).toEqual(["stderr problem", "stdout one", "stdout two"]);
});

test("arguments are never read by a shell", async () => {
  const result = await runProcess({ command: "echo", args: ["$(id)", ";", "*"], timeoutMs: 5_000 });
  expect(result.stdout).toBe("$(id) ; *\n");
});

test("the child does not see this process's secrets", async () => {
  process.env.PROCESS_TEST_SECRET = "hidden";
  const result = await runProcess({ command: "env", args: [], timeoutMs: 5_000 });
  delete process.env.PROCESS_TEST_SECRET;
  expect(result.stdout).toContain("PATH=");
  expect(result.stdout).not.toContain("hidden");
});

test("an unaccepted exit code is an error with the last words", async () => {
  const run = runProcess({ command: "bash", args: ["-c", "echo disk full >&2; exit 7"], timeoutMs: 5_000 });
  await expect(run).rejects.toMatchObject({ code: "failed", exitCode: 7, message: expect.stringContaining("disk full") });
});

test("a missing program is told apart", async () => {
  const run = runProcess({ command: "no-such-program-here", args: [], timeoutMs: 5_000 });
  await expect(run).rejects.toMatchObject({ code: "not-found" });
});

test("a time-out ends the children too", async () => {
  const { pids, error } = await endedScript("sleep 60 & echo $!; sleep 60 & echo $!; wait", { timeoutMs: 500 });
  expect(error.code).toBe("timeout");
  expect(pids).toHaveLength(2);
  expect(pids.filter(isAlive)).toEqual([]);
});

test("an abort kills after the grace time what ignores SIGTERM, grandchildren included", async () => {
  const stubborn = `trap '' TERM; echo $BASHPID; (trap '' TERM; echo $BASHPID; while :; do sleep 0.2; done) & while :; do sleep 0.2; done`;
  const { pids, error, tookMs } = await endedScript(stubborn, { afterMs: 200 });
  expect(error.code).toBe("aborted");
  expect(tookMs).toBeGreaterThan(4_900);
  expect(tookMs).toBeLessThan(9_000);
  expect(pids.filter(isAlive)).toEqual([]);
}, 20_000);

test("what a program leaves behind in its group is ended with it", async () => {
  const result = await runProcess({ command: "bash", args: ["-c", "sleep 60 & echo $!"], timeoutMs: 5_000 });
  expect(isAlive(Number(result.stdout))).toBe(false);
});

test("work that is cancelled before it starts never starts", async () => {
  const run = runProcess({ command: "sleep", args: ["60"], timeoutMs: 5_000, signal: AbortSignal.abort() });
  await expect(run).rejects.toMatchObject({ code: "aborted" });
});

test("what must end with its parent does so even when the parent is killed with -9", async () => {
  const script = `const { runProcess } = await import(${JSON.stringify(join(import.meta.dirname, "process.ts"))});
    await runProcess({ command: "bash", args: ["-c", "echo $$; exec sleep 60"], timeoutMs: 60000, endsWithParent: true, onLine: (line) => console.log(line) });`;
  const parent = spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: ["ignore", "pipe", "inherit"] });
  const pid = await new Promise<number>((resolve) => parent.stdout.once("data", (data: Buffer) => resolve(Number(data))));
  expect(isAlive(pid)).toBe(true);
  parent.kill("SIGKILL");
  await new Promise((resolve) => parent.once("exit", resolve));
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
});

test("a missing program that must end with its parent is told apart too", async () => {
  const run = runProcess({ command: "no-such-program-here", args: [], timeoutMs: 5_000, endsWithParent: true });
  await expect(run).rejects.toMatchObject({ code: "not-found", message: expect.stringContaining("no-such-program-here") });
});
