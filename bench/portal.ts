import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeFlags, ownNode, root } from "../bin/prepare.mjs";
import { buildPortal } from "#lib/launch/built.ts";
import { entries } from "#lib/launch/children.ts";
import { waitUntilReady } from "#lib/launch/ready.ts";
import { startEmbedded } from "#lib/postgres/embedded.ts";
import { applyMigrations } from "#lib/postgres/migrate.ts";

export type Portal = { url: string; databaseUrl: string; /** Its DATA_DIR. */ directory: string; stop: () => Promise<void> };

/** The pages over an empty database of their own, for measurements that need no build. */
export async function startPortal(): Promise<Portal> {
  await buildPortal(() => undefined);
  const directory = await mkdtemp(join(tmpdir(), "imagefactory-bench-"));
  const database = await startEmbedded({ directory: join(directory, "postgres"), password: "bench", throwAway: true });
  await applyMigrations(database.url);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const settings = { NODE_ENV: "production" as const, PORT: String(port), PUBLIC_URL: url, NEXTAUTH_URL: url, DATA_DIR: directory, STORAGE_URL: `file:${join(directory, "storage")}`, DATABASE_URL: database.url, NEXTAUTH_SECRET: "bench".repeat(8), LOG_LEVEL: "silent" };
  const web = spawn(ownNode(), [...nodeFlags, join(root, entries.web)], { cwd: root, env: { ...process.env, ...settings }, stdio: ["ignore", "ignore", "inherit"] });
  const stop = async () => {
    const ended = once(web, "exit");
    if (web.exitCode === null && web.kill("SIGTERM")) await ended;
    await database.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await waitUntilReady(async () => {
      if (!(await fetch(`${url}/readyz`)).ok) throw new Error("not ready");
    }, 60_000, "the portal");
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, databaseUrl: database.url, directory, stop };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
