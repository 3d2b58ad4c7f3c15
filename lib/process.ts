import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

export type RunOptions = {
  command: string;
  args: string[];
  cwd?: string;
  /** The child's whole environment. Left out, the child gets PATH, HOME, LANG and TMPDIR only: secrets stay here. */
  env?: NodeJS.ProcessEnv;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  onLine?: (line: string, stream: "stdout" | "stderr") => void;
  input?: string;
  acceptExitCodes?: number[];
  /** The kernel kills the program when this process ends in any way, kill -9 included (PR_SET_PDEATHSIG(2const)). */
  endsWithParent?: boolean;
};

export type RunResult = { exitCode: number; stdout: string; stderr: string; durationMs: number };

export type ProcessErrorCode = "not-found" | "timeout" | "aborted" | "failed";

export class ProcessError extends Error {
  readonly code: ProcessErrorCode;
  readonly exitCode: number | null;

  constructor(code: ProcessErrorCode, message: string, exitCode: number | null = null) {
    super(message);
    this.name = "ProcessError";
    this.code = code;
    this.exitCode = exitCode;
  }
}

const MAX_CAPTURED_CHARACTERS = 4 * 1024 * 1024;
const GRACE_MS = 5_000;
const SETPRIV_FOUND_NOTHING = 127;
const INHERITED_VARIABLES = ["PATH", "HOME", "LANG", "TMPDIR"];

/**
 * Runs a program, never through a shell, in a process group of its own.
 *
 * On time-out or abort the whole group gets SIGTERM, and SIGKILL 5 seconds later; the promise settles when no member
 * of the group is left. What a program leaves running in its group after its own end is ended as well.
 * Of stdout and stderr at most the last 4 Mi characters each are kept.
 *
 * @throws ProcessError `not-found` (no such program or folder), `timeout`, `aborted`, or `failed` (exit code not accepted)
 */
export async function runProcess(options: RunOptions): Promise<RunResult> {
  const { command, args, signal } = options;
  if (signal?.aborted) throw new ProcessError("aborted", `${command} was not started: the work was cancelled`);
  const started = performance.now();
  const [program, programArgs] = options.endsWithParent ? ["setpriv", ["--pdeathsig", "KILL", "--", command, ...args]] : [command, args];
  const child = spawn(program, programArgs, {
    cwd: options.cwd,
    env: options.env ?? inheritedEnvironment(),
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });

  let stopCode: "timeout" | "aborted" | undefined;
  let killTimer: NodeJS.Timeout | undefined;
  const stop = (code: "timeout" | "aborted") => {
    if (stopCode || !child.pid) return;
    const group = child.pid;
    stopCode = code;
    signalGroup(group, "SIGTERM");
    killTimer = setTimeout(() => signalGroup(group, "SIGKILL"), GRACE_MS);
  };
  const timer = setTimeout(() => stop("timeout"), options.timeoutMs);
  const onAbort = () => stop("aborted");
  signal?.addEventListener("abort", onAbort, { once: true });

  try {
    const outputs = [collect(child.stdout, "stdout", options.onLine), collect(child.stderr, "stderr", options.onLine)];
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
    const { exitCode, exitSignal } = await new Promise<{ exitCode: number | null; exitSignal: string | null }>(
      (resolve, reject) => {
        child.once("error", reject);
        child.once("exit", (code, name) => resolve({ exitCode: code, exitSignal: name }));
      },
    );
    // A member of the group that outlives the leader would also keep the pipes open.
    if (child.pid) await endGroup(child.pid);
    const [stdout, stderr] = (await Promise.all(outputs)) as [string, string];
    if (stopCode === "timeout") {
      throw new ProcessError("timeout", `${command} did not end within ${options.timeoutMs / 1000} s`, exitCode);
    }
    if (stopCode === "aborted") throw new ProcessError("aborted", `${command} was cancelled`, exitCode);
    if (options.endsWithParent && exitCode === SETPRIV_FOUND_NOTHING && stderr.startsWith("setpriv: ")) {
      throw new ProcessError("not-found", `${command} could not be started: ${lastLines(stderr)}`, exitCode);
    }
    if (exitCode === null || !(options.acceptExitCodes ?? [0]).includes(exitCode)) {
      const how = exitCode === null ? `was ended by ${exitSignal}` : `ended with exit code ${exitCode}`;
      throw new ProcessError("failed", `${command} ${how}: ${lastLines(stderr || stdout)}`, exitCode);
    }
    return { exitCode, stdout, stderr, durationMs: performance.now() - started };
  } catch (error) {
    if (error instanceof ProcessError) throw error;
    throw new ProcessError("not-found", `${command} could not be started: ${(error as Error).message}`);
  } finally {
    clearTimeout(timer);
    clearTimeout(killTimer);
    signal?.removeEventListener("abort", onAbort);
  }
}

/** Ends every member of a process group: SIGTERM, and SIGKILL after 5 seconds. Resolves when the group is empty. */
export async function endGroup(group: number): Promise<void> {
  if (!signalGroup(group, "SIGTERM")) return;
  const deadline = performance.now() + GRACE_MS;
  while (performance.now() < deadline) {
    await delay(20);
    if (!signalGroup(group, 0)) return;
  }
  signalGroup(group, "SIGKILL");
  // Zombies whose parent never collects them answer to signal 0 for ever, so the wait is bounded.
  for (let round = 0; round < 50 && signalGroup(group, 0); round += 1) await delay(20);
}

function signalGroup(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, name);
  } catch {
    return false;
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function collect(stream: Readable, name: "stdout" | "stderr", onLine: RunOptions["onLine"]): Promise<string> {
  let text = "";
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    text += `${line}\n`;
    if (text.length > 2 * MAX_CAPTURED_CHARACTERS) text = text.slice(-MAX_CAPTURED_CHARACTERS);
    onLine?.(line, name);
  }
  return text.slice(-MAX_CAPTURED_CHARACTERS);
}

function inheritedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(INHERITED_VARIABLES.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))) as NodeJS.ProcessEnv;
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-3).join(" | ").slice(-500) || "no output";
}
