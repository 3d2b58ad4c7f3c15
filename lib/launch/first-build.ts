import { setTimeout as sleep } from "node:timers/promises";
import { systemActor } from "#lib/auth/actor.ts";
import { isUnfinished } from "#lib/builds/rules.ts";
import { requestBuild } from "#lib/builds/mutations.ts";
import { db } from "#lib/db.ts";
import type { Env } from "#lib/env.ts";
import type { StartConsole } from "./console.ts";

/**
 * Queues the first build of FIRST_BUILD when that image never had one, and tells what becomes of the newest build of it,
 * one line a stage, until it has ended.
 */
export async function followFirstBuild(env: Env, terminal: StartConsole, cannotBuild: boolean): Promise<void> {
  const name = env.FIRST_BUILD;
  if (!name) return;
  const before = await newestBuild(name);
  if (!before) {
    const outcome = await requestBuild(systemActor("first start"), { imageName: name, trigger: "first_start" });
    if (!outcome.ok) return terminal.say(`  First build  not queued: ${outcome.message} (setting FIRST_BUILD)`);
  } else if (!isUnfinished(before.status)) {
    return terminal.say(`  ${name} ${before.version} is ${before.status}: ${env.PUBLIC_URL}/images/${name}`);
  }
  if (cannotBuild) terminal.say("  The build waits in the queue until a worker with the packages is there.");
  let shown = "";
  for (;;) {
    const build = await newestBuild(name);
    if (!build) return;
    if (build.status !== shown) {
      shown = build.status;
      terminal.say(`  ${new Date().toTimeString().slice(0, 8)}  ${name} ${build.version}: ${build.status}${build.failureReason ? `: ${build.failureReason}` : ""}   ${env.PUBLIC_URL}/images/${name}/${build.version}`);
    }
    if (!isUnfinished(build.status)) return;
    await sleep(1_000);
  }
}

async function newestBuild(imageName: string) {
  return db.build.findFirst({
    where: { image: { name: imageName } },
    orderBy: { queuedAt: "desc" },
    select: { version: true, status: true, failureReason: true },
  });
}
