import { commandOrUsage, openCommand } from "./command.ts";
import { readReconcileCommand, usage } from "./reconcile-command.ts";

// `npm run reconcile`, and `npm run reconcile -- --plan`
const command = commandOrUsage(readReconcileCommand(process.argv.slice(2)), usage);
const env = await openCommand();
const { runReconcile } = await import("./reconcile-run.ts");
process.exit(await runReconcile(command, env));
