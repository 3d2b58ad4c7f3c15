import { systemActor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { Env } from "#lib/env.ts";
import { createLogger } from "#lib/log.ts";
import { preview, reconcile } from "#lib/registrations/reconcile.ts";
import { openStorage } from "#lib/storage/open.ts";
import { openReconcilers } from "../worker/clouds.ts";

/** Brings every cloud to what the catalog says, once, or with `isPlan` prints what that would do. Returns the exit code: 1 when something failed. */
export async function runReconcile(env: Env, isPlan: boolean): Promise<number> {
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
  return hasFailed ? 1 : 0;
}
