import type { Env } from "#lib/env.ts";
import { generateClient } from "./built.ts";
import { runningDatabaseUrl } from "./database.ts";
import { loadSettings } from "./settings.ts";

/**
 * What every command does first that works beside a portal: reads the settings, finds the database (DATABASE_URL, or that of the
 * portal that runs from this folder), and makes its client. Ends the process with a message when there is no database.
 */
export async function openCommand(): Promise<Env> {
  const env = loadSettings();
  const databaseUrl = runningDatabaseUrl(env);
  if (!databaseUrl) {
    console.error("DATABASE_URL is not set, and no portal was ever started in DATA_DIR: name the database of the portal.");
    process.exit(1);
  }
  process.env["DATABASE_URL"] = databaseUrl;
  await generateClient();
  return { ...env, DATABASE_URL: databaseUrl };
}

type Parsed<Command> = { ok: true; value: Command } | { ok: false; message: string };

/** The command that was typed; ends the process with the usage when it is none. */
export function commandOrUsage<Command>(parsed: Parsed<Command>, usage: string): Command {
  if (parsed.ok) return parsed.value;
  console.error(`${parsed.message}\n\n${usage}`);
  process.exit(2);
}
