import { commandOrUsage, openCommand } from "./command.ts";
import { readKeysCommand, usage } from "./keys-command.ts";

// `npm run keys -- plan | activate | revoke | list`: reads no private key itself, it asks the signing process.
const command = commandOrUsage(readKeysCommand(process.argv.slice(2)), usage);
const env = await openCommand();
const { runKeysCommand } = await import("./keys-run.ts");
process.exit(await runKeysCommand(command, env.SIGNING_KEY_FILE));
