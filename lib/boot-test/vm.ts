import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { ProcessError, runProcess } from "#lib/process.ts";
import { qemuArguments } from "./qemu-arguments.ts";
import type { MachineOptions } from "./qemu-arguments.ts";

const KEPT_CONSOLE_LINES = 400;

export type VirtualMachine = {
  /** Settles when QEMU has ended: `null` after a power-off or `stop`, the error when QEMU itself failed. */
  ended: Promise<ProcessError | null>;
  /** Whether QEMU is still there. */
  isRunning: () => boolean;
  /** The last lines of the serial console, oldest first. */
  lastLines: (count: number) => string[];
  /** All of the console, including a prompt that no line feed has ended yet. */
  consoleText: () => Promise<string>;
  /** Ends the process group; resolves when nothing of it is left. */
  stop: () => Promise<void>;
};

export type StartOptions = MachineOptions & { signal: AbortSignal; timeoutMs: number; onLine: (line: string) => void };

/** Starts a virtual machine. It ends with `stop`, with the signal, or after `timeoutMs`, whichever comes first. */
export function startVirtualMachine(options: StartOptions): VirtualMachine {
  const kept: string[] = [];
  const stopper = new AbortController();
  let running = true;
  const ended = runProcess({
    command: "qemu-system-x86_64",
    args: qemuArguments(options),
    timeoutMs: options.timeoutMs,
    endsWithParent: true,
    signal: AbortSignal.any([options.signal, stopper.signal]),
    onLine: (raw) => {
      const line = plainText(raw);
      if (line.trim() === "") return;
      kept.push(line);
      if (kept.length > KEPT_CONSOLE_LINES) kept.shift();
      options.onLine(line);
    },
  }).then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof ProcessError)) throw error;
      return error.code === "aborted" || error.code === "timeout" ? null : error;
    },
  ).finally(() => {
    running = false;
  });
  return {
    ended,
    isRunning: () => running,
    lastLines: (count) => kept.slice(-count),
    consoleText: async () => plainText(await readFile(options.consoleLogPath, "utf8").catch(() => "")),
    stop: async () => {
      stopper.abort();
      await ended;
    },
  };
}

/** A TCP port on 127.0.0.1 that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Console text without terminal control sequences (ECMA-48 CSI and OSC) and other control characters. */
export function plainText(text: string): string {
  return text
    // oxlint-disable-next-line no-control-regex
    .replace(/\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[@-Z\\^_c78=>])/g, "")
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, "");
}
