import { generateClient } from "./built.ts";
import { readKeysCommand, usage } from "./keys-command.ts";
import { loadSettings } from "./settings.ts";

// `npm run keys -- plan | activate | revoke | list`: reads no private key itself, it asks the signing process.
const command = readKeysCommand(process.argv.slice(2));
if (!command.ok) {
  console.error(`${command.message}\n\n${usage}`);
  process.exit(2);
}
const env = loadSettings();
const { runningDatabaseUrl } = await import("./database.ts");
const databaseUrl = runningDatabaseUrl(env);
if (!databaseUrl) {
  console.error("DATABASE_URL is not set, and no portal was ever started in DATA_DIR: name the database of the portal.");
  process.exit(1);
}
process.env["DATABASE_URL"] = databaseUrl;
await generateClient();
const { runKeysCommand } = await import("./keys-run.ts");
process.exit(await runKeysCommand(command.value, env.SIGNING_KEY_FILE));
