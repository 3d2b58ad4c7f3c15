import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../bin/prepare.mjs";
import { EnvironmentError, readEnv, type Env } from "#lib/env.ts";

/** Reads `.env` beside package.json, where the environment itself wins, and checks all settings. Ends the process when one is wrong. */
export function loadSettings(): Env {
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  try {
    const env = readEnv();
    mkdirSync(env.DATA_DIR, { recursive: true });
    return env;
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
