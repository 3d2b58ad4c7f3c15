import { join } from "node:path";
import { parseArgs } from "node:util";
import { systemActor } from "#lib/auth/actor.ts";
import { demoSizeSchema, type DemoSize } from "#lib/demo/schema.ts";
import { messageOf } from "#lib/errors.ts";
import { generateClient } from "./built.ts";
import { openConsole } from "./console.ts";
import { openDatabase } from "./database.ts";
import { takeLock } from "./lock.ts";
import { readOrMakeSecrets } from "./secrets.ts";
import { loadSettings } from "./settings.ts";

// `npm run demo -- --images N --builds M`: a made-up catalog in the database of the data folder, or of DATABASE_URL.
const env = loadSettings();
const terminal = openConsole();
try {
  const size = readSize();
  // The embedded database belongs to one program at a time.
  if (!env.DATABASE_URL) process.on("exit", takeLock(join(env.DATA_DIR, "run", "start.lock")));
  await terminal.step("Database client", generateClient, (isNew) => (isNew ? "generated" : "up to date"));
  await fill(size);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

function readSize(): DemoSize {
  const options = { images: { type: "string" }, builds: { type: "string" } } as const;
  const { values } = parseArgs({ args: process.argv.slice(2), options });
  const size = demoSizeSchema.safeParse(values);
  if (size.success) return size.data;
  throw new Error(size.error.issues.map(({ path: [name], message }) => `--${String(name)} ${message}: npm run demo -- --images 1000 --builds 100`).join("\n"));
}

async function fill(size: DemoSize): Promise<void> {
  const database = await terminal.step("Database", () => openDatabase(env, readOrMakeSecrets(join(env.DATA_DIR, "secrets.json")).databasePassword), ({ summary }) => summary);
  process.env["DATABASE_URL"] = database.url;
  // These use the database, whose client is generated and whose address is known only now.
  const [{ db }, { makeDemo }, { hasBuilds }] = await Promise.all([import("#lib/db.ts"), import("#lib/demo/mutations.ts"), import("#lib/demo/data.ts")]);
  try {
    if (!(await hasBuilds())) await terminal.step("Catalog", prepare);
    const outcome = await terminal.step(
      "Demonstration",
      () => makeDemo(systemActor("demonstration"), size, (done) => terminal.progress(`${done} of ${size.images} images`)),
      (made) => (made.ok ? `${made.value.images} images, ${made.value.builds} builds` : "refused"),
    );
    if (!outcome.ok) throw new Error(outcome.message);
    terminal.say(`  Every page says that it is made up. See it with: ${env.DATABASE_URL ? "" : `DATA_DIR=${env.DATA_DIR} `}npm start`);
  } finally {
    await db.$disconnect();
    await database.close();
  }
}

/**
 * The default catalog, and the key that the published builds name. Its private half is not kept: nothing can ever be signed
 * with it, and the first `npm start` retires it in favour of its own.
 */
async function prepare(): Promise<void> {
  const [{ loadDefaultCatalog }, { publishActiveKey }, { describePublicKey, generateSigningKey }] = await Promise.all([
    import("#lib/default-catalog/mutations.ts"),
    import("#lib/keys/mutations.ts"),
    import("#lib/signing/keys.ts"),
  ]);
  await loadDefaultCatalog();
  const { publicKey } = await generateSigningKey({ userId: { name: "Demonstration", comment: "signs nothing" } });
  await publishActiveKey(await describePublicKey(publicKey));
}
