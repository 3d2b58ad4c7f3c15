import { join } from "node:path";
import { generateClient } from "./built.ts";
import { openConsole } from "./console.ts";
import { AlreadyRunning, takeLock } from "./lock.ts";
import { loadSettings } from "./settings.ts";

// The entry of `npm start`. The database client is generated first: everything else imports it.
const env = loadSettings();
const terminal = openConsole();
try {
  const release = takeLock(join(env.DATA_DIR, "run", "start.lock"));
  process.on("exit", release);
} catch (error) {
  if (!(error instanceof AlreadyRunning)) throw error;
  console.error(error.message);
  process.exit(1);
}
try {
  await terminal.step("Database client", generateClient, (isNew) => (isNew ? "generated" : "up to date"));
  const { startFactory } = await import("./factory.ts");
  await startFactory(env, terminal);
} catch (error) {
  console.error(`\nThe image factory could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
