import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import type { Env } from "#lib/env.ts";
import { onEndRequested } from "#lib/lifecycle.ts";
import { createSigningClient } from "#lib/signing/client.ts";
import { buildPortal } from "./built.ts";
import { keepPart, type KeptPart, type PartName } from "./children.ts";
import type { StartConsole } from "./console.ts";
import { openDatabase } from "./database.ts";
import { prepareContents } from "./contents.ts";
import { readOrMakeSecrets } from "./secrets.ts";
import { buildPackages, ensureSystemPackages, installCommand } from "./system-packages.ts";
import { followFirstBuild } from "./first-build.ts";
import { requireFreePort, waitUntilReady } from "./ready.ts";

/**
 * Brings up the whole factory, step by step, and keeps it up until it is asked to end: then worker, portal, signing process
 * and database end in that order. Whatever was started before a step failed is ended as well.
 */
export async function startFactory(env: Env, terminal: StartConsole): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  let isEnding = false;
  const end = async (exitCode: number) => {
    if (isEnding) return;
    isEnding = true;
    terminal.say("Ending …");
    for (const step of undo.toReversed()) await step().catch((error: unknown) => terminal.say(String(error)));
    process.exit(exitCode);
  };
  onEndRequested(() => void end(0));
  try {
    await bringUp(env, terminal, undo);
  } catch (error) {
    // Ending in the middle of a step makes that step fail: that is no error.
    if (isEnding) return;
    console.error(`\nThe image factory could not start: ${error instanceof Error ? error.message : String(error)}`);
    await end(1);
  }
}

async function bringUp(env: Env, terminal: StartConsole, undo: (() => Promise<void>)[]): Promise<void> {
  const logFolder = join(env.DATA_DIR, "logs");
  await requireFreePort(env.HOST, env.PORT);
  const missing = await terminal.step(
    "System packages",
    () => ensureSystemPackages(buildPackages, { mayInstall: env.INSTALL_PACKAGES === "auto", onLine: terminal.progress }),
    (names) => (names.length === 0 ? "all there" : `${names.length} missing`),
  );
  if (missing.length > 0) terminal.say(`  Builds need these packages; without them everything but builds works:\n  ${installCommand(missing)}`);

  const secrets = readOrMakeSecrets(join(env.DATA_DIR, "secrets.json"));
  const database = await terminal.step("Database", () => openDatabase(env, secrets.databasePassword), ({ summary }) => summary);
  undo.push(database.close);

  const settings: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    DATA_DIR: env.DATA_DIR,
    DATABASE_URL: database.url,
    PUBLIC_URL: env.PUBLIC_URL,
    STORAGE_URL: env.STORAGE_URL,
    SIGNING_SOCKET: env.SIGNING_SOCKET,
    SIGNING_KEY_FILE: env.SIGNING_KEY_FILE,
    NEXTAUTH_URL: env.PUBLIC_URL,
    NEXTAUTH_SECRET: env.NEXTAUTH_SECRET ?? secrets.sessionSecret,
  };
  // The modules of this process that use the database read its address here.
  process.env["DATABASE_URL"] = database.url;
  const start = (name: PartName): KeptPart => {
    const part = keepPart(name, settings, logFolder, (why) => terminal.say(`! ${why}; see ${join(logFolder, `${name}.log`)}`));
    undo.push(part.stop);
    return part;
  };

  const signer = createSigningClient(env.SIGNING_SOCKET);
  start("signer");
  const key = await terminal.step("Signing process", () => waitUntilReady(() => signer.publicKey(), 60_000, "the signing process"), ({ fingerprint }) => `key ${fingerprint.slice(-16)}`);
  const contents = await terminal.step("Catalog", () => prepareContents(key.armored), ({ summary }) => summary);

  await terminal.step("Pages", () => buildPortal(terminal.progress), (isNew) => (isNew ? "built" : "up to date"));
  start("web");
  await terminal.step("Portal", () => waitUntilReady(() => requireOk(`http://${env.HOST === "0.0.0.0" ? "127.0.0.1" : env.HOST}:${env.PORT}/readyz`), 60_000, "the portal"));
  start("worker");

  terminal.say("");
  terminal.say(`  Portal     ${env.PUBLIC_URL}`);
  if (contents.firstAdmin) terminal.say(`  Log in     as "${contents.firstAdmin.name}" with the one-time password  ${contents.firstAdmin.password}`);
  terminal.say(`  Data       ${env.DATA_DIR}   logs in ${logFolder}`);
  terminal.say("  Ctrl-C ends everything.");
  terminal.say("");
  await followFirstBuild(env, terminal);
  await sleep(2 ** 31 - 1);
}

async function requireOk(address: string): Promise<void> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
}
