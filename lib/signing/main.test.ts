import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSigningClient } from "./client.ts";

let dataDir: string;
beforeEach(async () => void (dataDir = await mkdtemp(join(tmpdir(), "signer-main-"))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** The real process, up to its first sign of life: everything it wrote, and how it ended. */
function start(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [fileURLToPath(new URL("./main.ts", import.meta.url))], {
    env: { PATH: process.env["PATH"], DATA_DIR: dataDir, LOG_LEVEL: "info", ...env } as Record<string, string | undefined> as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const ended = once(child, "close") as Promise<[number | null, string | null]>;
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        if (line.includes("signer ready")) resolve();
      });
    }
  });
  return { child, lines, ended, ready: Promise.race([ready, ended]) };
}

describe("the signing process", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("starts without any setting, answers, says that its key is for development, ends on %s", async (signal) => {
    const { child, lines, ended, ready } = start();
    await ready;
    const socket = join(dataDir, "run", "signer.sock");
    const { fingerprint } = await createSigningClient(socket).ping();
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
    await expect(stat(socket)).rejects.toMatchObject({ code: "ENOENT" });

    const log = lines.join("\n");
    expect(log).toContain("development signing key");
    expect(log).toContain(fingerprint);
    const secret = (await readFile(join(dataDir, "signing", "private.asc"), "utf8")).split("\n").filter((line) => line.length > 40);
    expect(secret.length).toBeGreaterThan(3);
    expect(secret.filter((line) => log.includes(line))).toEqual([]);
  });

  it("starts again with the same key after it was killed", async () => {
    const first = start();
    await first.ready;
    const client = createSigningClient(join(dataDir, "run", "signer.sock"));
    const { fingerprint } = await client.ping();
    first.child.kill("SIGKILL");
    await first.ended;
    const second = start();
    await second.ready;
    expect(await client.ping()).toMatchObject({ fingerprint });
    second.child.kill("SIGTERM");
    expect(await second.ended).toEqual([0, null]);
  });

  it("names the setting that keeps it from starting", async () => {
    const { lines, ended } = start({ STORAGE_URL: "s3://bucket" });
    expect(await ended).toEqual([1, null]);
    expect(lines.join("\n")).toMatch(/could not start: STORAGE_URL: "s3:\/\/bucket"/);
  });
});
