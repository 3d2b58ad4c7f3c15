import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import { createLogger } from "#lib/log.ts";
import { preview, reconcile } from "#lib/registrations/reconcile.ts";
import { openStorage } from "#lib/storage/open.ts";
import { openReconcilers } from "../worker/clouds.ts";
import { generateClient } from "./built.ts";
import { readOrMakeSecrets } from "./secrets.ts";
import { loadSettings } from "./settings.ts";

// `npm run reconcile`: brings every cloud to what the catalog says, once. With `-- --plan` it prints what it would do and
// does nothing. It works on DATABASE_URL, or on the database of the portal that runs from this folder.
const isPlan = process.argv.includes("--plan");
const env = loadSettings();
const portFile = join(env.DATA_DIR, "postgres.port");
const secretsFile = join(env.DATA_DIR, "secrets.json");
if (!env.DATABASE_URL && existsSync(portFile) && existsSync(secretsFile)) {
  const { databasePassword } = readOrMakeSecrets(secretsFile);
  env.DATABASE_URL = process.env["DATABASE_URL"] = `postgresql://imagefactory:${encodeURIComponent(databasePassword)}@127.0.0.1:${readFileSync(portFile, "utf8").trim()}/imagefactory`;
}
if (!env.DATABASE_URL) refuse("There is no database: start the portal with `npm start`, or set DATABASE_URL.");
if (!env.OS_CLIENT_CONFIG_FILE) refuse("No cloud is configured: name your clouds.yaml in OS_CLIENT_CONFIG_FILE.");
await generateClient();

const log = createLogger("reconcile", isPlan ? "error" : env.LOG_LEVEL);
const options = { env, actor: systemActor("npm run reconcile"), storage: openStorage(env.STORAGE_URL), log };
const reconcilers = await openReconcilers(options, new AbortController().signal, isPlan);
let hasFailed = false;
for (const [cloud, reconciler] of reconcilers) {
  console.log(`\n${cloud}`);
  if (isPlan) {
    const { steps, findings, refused } = await preview(reconciler);
    for (const { kind, detail } of findings) console.log(`  found      ${kind.replaceAll("_", " ")}: ${detail}`);
    for (const { kind, why } of steps) console.log(`  ${kind.padEnd(10)} ${why}`);
    for (const { message } of refused) console.log(`  refused    ${message}`);
    if (steps.length === 0) console.log(findings.length === 0 ? "  nothing to do" : "  nothing to do: what is found is left as it is");
  } else {
    const { outcome, steps, failures } = await reconcile(reconciler);
    console.log(`  ${outcome}, ${steps} ${steps === 1 ? "step" : "steps"}`);
    for (const { line, message } of failures) console.log(`  failed   ${line ?? "the cloud"}: ${message}`);
    hasFailed ||= failures.length > 0;
  }
}
await db.$disconnect();
process.exit(hasFailed ? 1 : 0);

function refuse(why: string): never {
  console.error(why);
  process.exit(1);
}
