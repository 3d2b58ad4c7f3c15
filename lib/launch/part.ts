import { spawn } from "node:child_process";
import { join } from "node:path";
import { nodeFlags, ownNode, root } from "../../bin/prepare.mjs";
import { onEndRequested } from "#lib/lifecycle.ts";
import { buildPortal, generateClient } from "./built.ts";
import { entries, environmentOf, type PartName } from "./children.ts";
import { loadSettings } from "./settings.ts";

// `npm run web`, `npm run worker`, `npm run signer`: one part alone in the foreground, against DATABASE_URL.
const name = process.argv[2] as PartName;
if (!Object.hasOwn(entries, name)) {
  console.error(`"${name}" is no part: name web, worker or signer.`);
  process.exit(1);
}
const env = loadSettings();
if (name !== "signer" && !env.DATABASE_URL) {
  console.error(`DATABASE_URL is not set: \`npm run ${name}\` works on the database of a running portal. Set it, or start everything with \`npm start\`.`);
  process.exit(1);
}
await generateClient();
if (name === "web") await buildPortal((line) => console.log(line));
const settings = { NEXTAUTH_URL: env.PUBLIC_URL, ...process.env, NODE_ENV: "production" as const };
const child = spawn(ownNode(), [...nodeFlags, join(root, entries[name])], { cwd: root, env: environmentOf(name, settings), stdio: ["inherit", "inherit", "inherit", "ipc"] });
onEndRequested(() => child.kill("SIGTERM"));
child.on("exit", (code) => process.exit(code ?? 1));
