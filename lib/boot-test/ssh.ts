import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runProcess } from "#lib/process.ts";
import type { Outcome } from "./check.ts";

const ANY_EXIT_CODE = Array.from({ length: 256 }, (_, code) => code);
const LOGIN_ATTEMPT_MS = 60_000;

export type SshConfigOptions = { port: number; user: string; keyPath: string; knownHostsPath: string; controlPath: string };

export type RunInGuestOptions = { timeoutMs: number; signal: AbortSignal; input?: string };

/** The way into the guest, with one connection that all commands share. */
export type SshClient = {
  /** Runs a command in the login user's shell. Any exit code is an outcome; 255 is ssh's own. */
  run: (command: string, options: RunInGuestOptions) => Promise<Outcome>;
  /** Tries to log in as root with the injected key, on a connection of its own. */
  attemptRootLogin: (signal: AbortSignal) => Promise<Outcome>;
  /** Asks the server without any credential; its refusal names the methods that it offers (RFC 4252 section 5.1). */
  askOfferedMethods: (signal: AbortSignal) => Promise<Outcome>;
  /** Opens the shared connection. Without it each command would log in anew. */
  openSharedConnection: (signal: AbortSignal) => Promise<void>;
  close: () => Promise<void>;
};

/** Text of an ssh_config(5) file that neither reads nor writes anything outside the test's own folders. */
export function sshConfig(options: SshConfigOptions): string {
  const settings: [string, string | number][] = [
    ["HostName", "127.0.0.1"],
    ["Port", options.port],
    ["User", options.user],
    ["IdentityFile", quoted(options.keyPath)],
    ["IdentitiesOnly", "yes"],
    ["IdentityAgent", "none"],
    ["UserKnownHostsFile", quoted(options.knownHostsPath)],
    ["GlobalKnownHostsFile", "/dev/null"],
    ["StrictHostKeyChecking", "accept-new"],
    ["PreferredAuthentications", "publickey"],
    ["BatchMode", "yes"],
    ["ForwardAgent", "no"],
    ["ConnectTimeout", 30],
    ["ServerAliveInterval", 15],
    ["ServerAliveCountMax", 8],
    ["ControlPath", quoted(options.controlPath)],
    ["ControlMaster", "no"],
    ["LogLevel", "ERROR"],
  ];
  return `Host guest\n${settings.map(([name, value]) => `  ${name} ${value}\n`).join("")}`;
}

/** Makes an ed25519 key pair for one test and returns the public key's line. */
export async function makeKey(keyPath: string, signal?: AbortSignal): Promise<string> {
  await runProcess({
    command: "ssh-keygen",
    args: ["-q", "-t", "ed25519", "-N", "", "-C", "boot-test", "-f", keyPath],
    timeoutMs: 30_000,
    signal,
  });
  return (await readFile(`${keyPath}.pub`, "utf8")).trim();
}

/** Prepares the client; nothing connects yet. */
export async function prepareSsh(options: { workDir: string; port: number; user: string; keyPath: string }): Promise<SshClient> {
  // A socket's path may have 107 bytes, which a work folder may well use up; the system's own temporary folder is short.
  const socketFolder = await mkdtemp(join(tmpdir(), "bt-"));
  const configPath = join(options.workDir, "ssh_config");
  const knownHostsPath = join(options.workDir, "known_hosts");
  await writeFile(configPath, sshConfig({ ...options, knownHostsPath, controlPath: join(socketFolder, "c") }), { mode: 0o600 });

  const closer = new AbortController();
  let shared: Promise<unknown> = Promise.resolve();
  const ssh = (args: string[], run: RunInGuestOptions): Promise<Outcome> =>
    runProcess({ command: "ssh", args: ["-F", configPath, ...args], acceptExitCodes: ANY_EXIT_CODE, ...run });
  const alone = ["-o", "ControlPath=none"];

  return {
    run: (command, run) => ssh(["guest", "--", command], run),
    attemptRootLogin: (signal) => ssh([...alone, "-o", "User=root", "guest", "--", "id"], { timeoutMs: LOGIN_ATTEMPT_MS, signal }),
    askOfferedMethods: (signal) =>
      ssh([...alone, "-o", "PubkeyAuthentication=no", "-o", "PreferredAuthentications=none", "guest", "--", "id"], {
        timeoutMs: LOGIN_ATTEMPT_MS,
        signal,
      }),
    openSharedConnection: async (signal) => {
      const held = ssh(["-N", "-o", "ControlMaster=yes", "guest"], {
        timeoutMs: 24 * 3_600_000,
        signal: AbortSignal.any([signal, closer.signal]),
      });
      shared = held.catch(() => undefined);
      for (let round = 0; round < 60; round += 1) {
        const { exitCode } = await ssh(["-O", "check", "guest"], { timeoutMs: 10_000, signal });
        if (exitCode === 0) return;
        await sleep(500, undefined, { signal });
      }
    },
    close: async () => {
      closer.abort();
      await shared;
      await rm(socketFolder, { recursive: true, force: true });
    },
  };
}

function quoted(path: string): string {
  if (/["\n]/.test(path)) throw new Error(`The path ${JSON.stringify(path)} has a quote or a line feed: use a plain folder name`);
  // A percent sign starts a token in ssh_config(5).
  return `"${path.replaceAll("%", "%%")}"`;
}
