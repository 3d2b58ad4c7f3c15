import { readAuditCommand, usage } from "./audit-command.ts";
import { commandOrUsage, openCommand } from "./command.ts";

// `npm run audit -- check`
const command = commandOrUsage(readAuditCommand(process.argv.slice(2)), usage);
const env = await openCommand();
const { runAuditCommand } = await import("./audit-run.ts");
process.exit(await runAuditCommand(command, env.PUBLIC_URL));
