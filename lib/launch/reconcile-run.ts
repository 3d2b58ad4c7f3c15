import { setTimeout as sleep } from "node:timers/promises";
import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Env } from "#lib/env.ts";
import { messageOf } from "#lib/errors.ts";
import { createLogger } from "#lib/log.ts";
import { preview, reconcile } from "#lib/registrations/reconcile.ts";
import type { Reconciler } from "#lib/registrations/run-steps.ts";
import { openStorage } from "#lib/storage/open.ts";
import { openReconcilers } from "../worker/clouds.ts";
import type { ReconcileCommand } from "./reconcile-command.ts";

type Say = (line: string) => void;
/** How long another process may still be at work in a cloud, and how often that is looked at, in milliseconds. */
type Waiting = { waitMs: number; pauseMs: number };

/** Brings every cloud to what the catalog says, once, or only says what that would do. Returns the exit code: 1 when something failed. */
export async function runReconcile({ isPlan, cloud: only }: ReconcileCommand, env: Env, say: Say = console.log, waiting: Waiting = { waitMs: 60_000, pauseMs: 2_000 }): Promise<number> {
  try {
    const reconcilers = await open(env, isPlan, say);
    const names = [...reconcilers.keys()];
    if (only !== null && !reconcilers.has(only)) throw new Error(`No cloud is called ${only}. ${env.OS_CLIENT_CONFIG_FILE} has ${names.join(", ") || "none"}.`);
    if (names.length === 0) say(`${env.OS_CLIENT_CONFIG_FILE} has no cloud: nothing to do.`);
    let hasFailed = false;
    for (const [name, reconciler] of reconcilers) {
      if (only !== null && name !== only) continue;
      say(`\n${name}`);
      const work = isPlan ? showPlan(reconciler, say) : bringUp(reconciler, say, waiting);
      const isGood = await work.catch((error: unknown) => {
        say(`  failed     ${messageOf(error)}`);
        return false;
      });
      hasFailed ||= !isGood;
    }
    return hasFailed ? 1 : 0;
  } catch (error) {
    say(messageOf(error));
    return 1;
  } finally {
    await db.$disconnect();
  }
}

async function open(env: Env, isPlan: boolean, say: Say): Promise<Map<string, Reconciler>> {
  if (!env.OS_CLIENT_CONFIG_FILE) throw new Error("No cloud is configured: name your clouds.yaml in OS_CLIENT_CONFIG_FILE.");
  // What a worker writes into its log is said here in short lines.
  const log = createLogger("reconcile", "info", { write: (line) => tell(line, say) });
  const options = { env, actor: systemActor("npm run reconcile"), storage: openStorage(env.STORAGE_URL), log };
  // A file with fewer clouds than the workers' must not make the portal forget the others.
  return openReconcilers(options, new AbortController().signal, isPlan ? "nothing" : "present");
}

function tell(line: string, say: Say): void {
  const { msg, step, why } = JSON.parse(line) as { msg: string; step?: string; why?: string };
  if (msg === "cloud changed") say(`  ${(step ?? "").padEnd(10)} ${why}`);
}

async function showPlan(reconciler: Reconciler, say: Say): Promise<boolean> {
  const { steps, findings, refused } = await preview(reconciler);
  for (const { kind, detail } of findings) say(`  found      ${kind.replaceAll("_", " ")}: ${detail}`);
  for (const { kind, why } of steps) say(`  ${kind.padEnd(10)} ${why}`);
  for (const { message } of refused) say(`  refused    ${message}`);
  if (steps.length === 0) say(findings.length === 0 ? "  nothing to do" : "  nothing to do: what is found is left as it is");
  else say(`  ${steps.length} ${steps.length === 1 ? "step" : "steps"}; nothing of it was done`);
  return refused.length === 0;
}

async function bringUp(reconciler: Reconciler, say: Say, { waitMs, pauseMs }: Waiting): Promise<boolean> {
  const deadline = Date.now() + waitMs;
  let result = await reconcile(reconciler);
  if (result.outcome === "busy") say("  another process is at work in this cloud; waiting for it");
  while (result.outcome === "busy" && Date.now() < deadline) {
    await sleep(pauseMs);
    result = await reconcile(reconciler);
  }
  const { outcome, steps, failures } = result;
  if (outcome === "busy") {
    say(`  nothing was done: the other process is still at work after ${Math.round(waitMs / 1_000)} s. Its progress stands on ${reconciler.publicUrl}/admin/clouds`);
    return false;
  }
  for (const { line, message } of failures) say(`  failed     ${line ?? "the cloud"}: ${message}`);
  const done = steps === 0 ? "nothing was done" : steps === 1 ? "1 step done" : `${steps} steps done`;
  say(`  ${done}${outcome === "settled" ? ": all is as it should be" : ""}`);
  return failures.length === 0;
}
