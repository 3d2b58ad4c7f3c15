import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "#lib/env.ts";
import { embeddedUrl, startEmbedded } from "#lib/postgres/embedded.ts";
import { applyMigrations } from "#lib/postgres/migrate.ts";
import { readOrMakeSecrets } from "./secrets.ts";

export type OpenedDatabase = { url: string; summary: string; close: () => Promise<void> };

/** Opens the database of DATABASE_URL, or starts the embedded one in the data folder, and migrates it. */
export async function openDatabase(env: Env, password: string): Promise<OpenedDatabase> {
  const server = env.DATABASE_URL ? null : await startInDataFolder(env.DATA_DIR, password);
  const url = env.DATABASE_URL ?? server?.url ?? "";
  try {
    const applied = await applyMigrations(url);
    const migrations = applied.length === 0 ? "up to date" : `${applied.length} ${applied.length === 1 ? "migration" : "migrations"} applied`;
    return { url, summary: `${server ? `PostgreSQL on 127.0.0.1:${server.port}` : "DATABASE_URL"}, ${migrations}`, close: async () => server?.stop() };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}

/** The database of a portal that runs already: DATABASE_URL, or the embedded one in the data folder; null when there is none. */
export function runningDatabaseUrl(env: Env): string | null {
  const portFile = join(env.DATA_DIR, "postgres.port");
  const secretsFile = join(env.DATA_DIR, "secrets.json");
  if (env.DATABASE_URL || !existsSync(portFile) || !existsSync(secretsFile)) return env.DATABASE_URL ?? null;
  return embeddedUrl(Number(readFileSync(portFile, "utf8")), readOrMakeSecrets(secretsFile).databasePassword);
}

/** Keeps the port of the last start where it is free, so that tools of people need not be told a new one each time. */
async function startInDataFolder(dataFolder: string, password: string) {
  const directory = join(dataFolder, "postgres");
  const portFile = join(dataFolder, "postgres.port");
  const port = existsSync(portFile) ? Number(readFileSync(portFile, "utf8")) || 0 : 0;
  const server = await startEmbedded({ directory, password, port });
  writeFileSync(portFile, `${server.port}\n`);
  return server;
}
