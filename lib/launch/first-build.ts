import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { systemActor } from "#lib/auth/actor.ts";
import { isUnfinished, workerLostAfterMs } from "#lib/builds/rules.ts";
import { requestBuild } from "#lib/builds/mutations.ts";
import { db } from "#lib/db.ts";
import type { Env } from "#lib/env.ts";
import type { StartConsole } from "./console.ts";

const capabilitiesSchema = z.object({ kinds: z.array(z.string()), reason: z.string().nullable() });

/**
 * Queues the first build of FIRST_BUILD when that image never had one, and tells what becomes of the newest build of it,
 * one line a stage, until it has ended.
 */
export async function followFirstBuild(env: Env, terminal: StartConsole): Promise<void> {
  const name = env.FIRST_BUILD;
  if (!name) return;
  const before = await newestBuild(name);
  if (!before) {
    const outcome = await requestBuild(systemActor("first start"), { imageName: name, trigger: "first_start" });
    if (!outcome.ok) return terminal.say(`  First build  not queued: ${outcome.message} (setting FIRST_BUILD)`);
  } else if (!isUnfinished(before.status)) {
    return terminal.say(`  ${name} ${before.version} is ${before.status}: ${env.PUBLIC_URL}/images/${name}`);
  }
  let shown = "";
  let isExplained = false;
  for (;;) {
    const build = await newestBuild(name);
    if (!build) return;
    if (build.status !== shown) {
      shown = build.status;
      terminal.say(`  ${new Date().toTimeString().slice(0, 8)}  ${name} ${build.version}: ${build.status}${build.failureReason ? `: ${build.failureReason}` : ""}   ${env.PUBLIC_URL}/images/${name}/${build.version}`);
    }
    if (!isUnfinished(build.status)) return;
    if (build.status === "queued" && !isExplained) {
      const reason = await whyNobodyBuilds();
      if (reason) terminal.say(`  It waits in the queue: this machine's worker cannot build: ${reason}`);
      isExplained = reason !== null;
    }
    await sleep(1_000);
  }
}

/** What the workers that live say why they cannot build; null when one can, or when none has come up yet. */
async function whyNobodyBuilds(): Promise<string | null> {
  const workers = await db.worker.findMany({ where: { stoppedAt: null, heartbeatAt: { gt: new Date(Date.now() - workerLostAfterMs) } }, select: { capabilities: true } });
  const known = workers.map(({ capabilities }) => capabilitiesSchema.parse(capabilities));
  return known.some(({ kinds }) => kinds.length > 0) ? null : (known[0]?.reason ?? null);
}

async function newestBuild(imageName: string) {
  return db.build.findFirst({
    where: { image: { name: imageName } },
    orderBy: { queuedAt: "desc" },
    select: { version: true, status: true, failureReason: true },
  });
}
