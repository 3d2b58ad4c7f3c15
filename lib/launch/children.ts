import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { nodeFlags, ownNode, root } from "../../bin/prepare.mjs";
import { notificationSecretOf } from "#lib/env.ts";

export type PartName = "signer" | "web" | "worker";

/** The program of each part. */
export const entries: Record<PartName, string> = { signer: "lib/signing/main.ts", web: "lib/server/main.ts", worker: "lib/worker/main.ts" };

// Who needs a secret gets it, nobody else: only the signing process learns where the private key is.
const withheld: Record<PartName, string[]> = {
  signer: ["DATABASE_URL", "NEXTAUTH_SECRET", "NOTIFICATION_SECRET", "AUTH_OIDC_CLIENT_SECRET", "SMTP_URL", "OS_CLIENT_CONFIG_FILE"],
  web: ["SIGNING_KEY_FILE", "SIGNING_KEY_PASSPHRASE_FILE", "OS_CLIENT_CONFIG_FILE"],
  worker: ["SIGNING_KEY_FILE", "SIGNING_KEY_PASSPHRASE_FILE", "NEXTAUTH_SECRET", "AUTH_OIDC_CLIENT_SECRET"],
};

/** A part that is kept running: started again when it ends by itself, until `stop`. */
export type KeptPart = { name: PartName; stop: () => Promise<void> };

const firstPauseMs = 500;
const longestPauseMs = 15_000;
const stopTimeoutMs = 30_000;

/** The environment of a part: the given settings less what it must not know. Workers get the key of notifications instead of what it is derived from. */
export function environmentOf(name: PartName, settings: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NEXTAUTH_SECRET: secret, NOTIFICATION_SECRET: own } = settings;
  const all = { ...settings, ...(secret && !own ? { NOTIFICATION_SECRET: notificationSecretOf(secret) } : {}) };
  return { ...Object.fromEntries(Object.entries(all).filter(([key]) => !withheld[name].includes(key))), NODE_ENV: settings.NODE_ENV };
}

/** Starts a part in a process group of its own, with its output in `logFolder/NAME.log`, and keeps it running. */
export function keepPart(name: PartName, settings: NodeJS.ProcessEnv, logFolder: string, onRestart: (why: string) => void): KeptPart {
  mkdirSync(logFolder, { recursive: true });
  const output = openSync(join(logFolder, `${name}.log`), "a", 0o640);
  let child: ChildProcess;
  let isStopping = false;
  let pauseMs = firstPauseMs;
  let again: NodeJS.Timeout | undefined;
  const start = () => {
    const startedAt = Date.now();
    // The channel tells the part when this process is gone, even by kill -9: it ends itself then.
    child = spawn(ownNode(), [...nodeFlags, join(root, entries[name])], { cwd: root, env: environmentOf(name, settings), detached: true, stdio: ["ignore", output, output, "ipc"] });
    child.once("exit", (code, signal) => {
      if (isStopping) return;
      pauseMs = Date.now() - startedAt > 60_000 ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs);
      onRestart(`the ${name} ended (${signal ?? `exit code ${code}`}); starting it again in ${pauseMs / 1000} s`);
      again = setTimeout(start, pauseMs);
    });
  };
  start();
  return {
    name,
    stop: async () => {
      isStopping = true;
      clearTimeout(again);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = new Promise<void>((done) => child.once("exit", () => done()));
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
      await exited;
      clearTimeout(late);
    },
  };
}
