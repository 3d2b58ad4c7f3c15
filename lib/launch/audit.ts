import { readAuditCommand, usage } from "./audit-command.ts";
import { generateClient } from "./built.ts";
import { loadSettings } from "./settings.ts";

// `npm run audit -- check`: works on DATABASE_URL, or on the database of the portal that runs from this folder.
const command = readAuditCommand(process.argv.slice(2));
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
const { runAuditCommand } = await import("./audit-run.ts");
process.exit(await runAuditCommand(command.value, env.PUBLIC_URL));
