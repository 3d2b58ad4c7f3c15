import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../bin/prepare.mjs";
import { stateFile, type Factory } from "./factory.ts";

const startTimeoutMs = 5 * 60_000;

/** Starts the whole factory as its user would, in a data folder of its own, and ends it after the last story. */
export default async function startFactory(): Promise<() => Promise<void>> {
  const mountsBefore = mounts();
  const { state, stop } = await openFactory("factory.log", { FIRST_BUILD: "Standard_Debian_12", WEBHOOK_NETWORKS: "127.0.0.0/8,::1/128" });
  writeFileSync(stateFile, JSON.stringify(state));
  process.env["FACTORY_STATE"] = stateFile;
  return async () => {
    rmSync(stateFile, { force: true });
    await stop();
    const newMounts = mounts().filter((mount) => !mountsBefore.includes(mount));
    if (newMounts.length > 0) throw new Error(`Mounts were left behind:\n${newMounts.join("\n")}`);
  };
}

export type RunningFactory = { state: Factory; stop: () => Promise<void> };

/** One factory with its output in `test-results/LOG`. `stop` ends it, and throws when it did not end well or left a process behind. */
export async function openFactory(log: string, settings: Record<string, string>): Promise<RunningFactory> {
  const dataDir = mkdtempSync(join(tmpdir(), "imagefactory-stories-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [join(root, "bin/start.mjs")], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), PUBLIC_URL: url, LOG_LEVEL: "info", DATABASE_URL: "", NEXTAUTH_SECRET: "", ...settings },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  const output = collectOutput(child, log);
  const stop = async () => {
    const ended = once(child, "exit");
    child.kill("SIGINT");
    const late = setTimeout(() => child.pid && process.kill(-child.pid, "SIGKILL"), 60_000);
    await ended;
    clearTimeout(late);
    const left = processesOf(dataDir);
    if (left.length > 0) throw new Error(`Processes were left behind:\n${left.join("\n")}`);
    if (child.exitCode !== 0) throw new Error(`npm start ended with ${child.exitCode ?? child.signalCode}:\n${output.text.slice(-2000)}`);
    rmSync(dataDir, { recursive: true, force: true });
  };
  const password = await waitForLine(child, output, /one-time password\s+(\S+)/);
  const secrets = JSON.parse(readFileSync(join(dataDir, "secrets.json"), "utf8")) as { databasePassword: string };
  const databasePort = readFileSync(join(dataDir, "postgres.port"), "utf8").trim();
  const databaseUrl = `postgresql://imagefactory:${encodeURIComponent(secrets.databasePassword)}@127.0.0.1:${databasePort}/imagefactory`;
  return { state: { url, port, dataDir, processId: child.pid ?? 0, password, databaseUrl }, stop };
}

function collectOutput(child: ChildProcess, file: string): { text: string } {
  const output = { text: "" };
  mkdirSync(join(root, "test-results"), { recursive: true });
  const log = createWriteStream(join(root, "test-results", file));
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output.text += text;
      log.write(text);
    });
  }
  return output;
}

async function waitForLine(child: ChildProcess, output: { text: string }, pattern: RegExp): Promise<string> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const found = pattern.exec(output.text)?.[1];
    if (found) return found;
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The factory did not come up:\n${output.text}`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address ? address.port : 0;
}

/** Processes that work on the data folder, and QEMU and builders, which could only be ours. */
function processesOf(dataDir: string): string[] {
  const lines = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(dataDir));
}

function mounts(): string[] {
  return readFileSync("/proc/self/mounts", "utf8").split("\n");
}
