import { openCommand } from "./command.ts";

// `npm run reconcile`, and `npm run reconcile -- --plan`
const env = await openCommand();
if (!env.OS_CLIENT_CONFIG_FILE) {
  console.error("No cloud is configured: name your clouds.yaml in OS_CLIENT_CONFIG_FILE.");
  process.exit(1);
}
const { runReconcile } = await import("./reconcile-run.ts");
process.exit(await runReconcile(env, process.argv.includes("--plan")));
