import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../bin/prepare.mjs";
import { EnvironmentError, readEnv, type Env } from "#lib/env.ts";

/** The settings of `.env` beside package.json, where the environment itself wins. Throws `EnvironmentError` when one is wrong. */
export function readSettings(): Env {
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  return readEnv();
}

/** The same for a process of the product, with its data folder made. Ends the process when a setting is wrong. */
export function loadSettings(): Env {
  try {
    const env = readSettings();
    mkdirSync(env.DATA_DIR, { recursive: true });
    return env;
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
