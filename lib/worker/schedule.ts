import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Actor } from "#lib/auth/actor.ts";
import { resolveMirrors } from "#lib/builders/mirrors.ts";
import { recordRepositories } from "#lib/builders/repositories.ts";
import { messageOf } from "#lib/errors.ts";
import type { Logger } from "#lib/log.ts";
import { loadRecipe } from "#lib/recipes/load.ts";
import { listPlans, readLastPublished, type NightlyPlan } from "#lib/schedule/nights/data.ts";
import { ensureDefaultSchedules } from "#lib/schedule/mutations.ts";
import { beginNight, isDecided, recordNights } from "#lib/schedule/nights/mutations.ts";
import { nightsOf } from "#lib/schedule/plan.ts";
import { changeBetween, dueOf, type Sources } from "#lib/schedule/rules.ts";

const roundMs = 60_000;
const lookBackMs = 92 * 86_400_000;
const mostNights = 2_500;

export type Planner = {
  actor: Actor;
  log: Logger;
  /** What a build of the recipe would be made of now. */
  probe: (recipeName: string, signal: AbortSignal) => Promise<Sources>;
};

/** Decides every night that is due and that nobody has decided. Any number of workers may do so at the same time. */
export async function planNights({ actor, log, probe }: Planner, now = new Date(), signal = new AbortController().signal): Promise<void> {
  for (const plan of await listPlans()) {
    if (signal.aborted) return;
    const after = new Date(Math.max(plan.after.getTime(), now.getTime() - lookBackMs));
    const due = dueOf(nightsOf(plan, after, now, mostNights), now);
    if (due.missed.length > 0 && (await recordNights(plan.imageId, "missed", due.missed)) > 0) log.warn({ image: plan.imageName, nights: due.missed.length }, "nights were missed");
    const night = due.now;
    if (!night || (await isDecided(plan.imageId, night.plannedFor))) continue;
    const { isNeeded, why } = await lookForChange(plan, probe, signal);
    const reason = [why, night.lateBy].filter(Boolean).join("; ");
    if (!isNeeded) await recordNights(plan.imageId, "skipped", [{ plannedFor: night.plannedFor, reason }]);
    else log.info({ image: plan.imageName, night: night.plannedFor, decided: await beginNight(actor, { ...plan, plannedFor: night.plannedFor, reason }, now) }, "night decided");
  }
}

/** Whether a night's build would differ from the last published one. What cannot be found out counts as a change, and the record says so. */
async function lookForChange(plan: NightlyPlan, probe: Planner["probe"], signal: AbortSignal): Promise<{ isNeeded: boolean; why: string }> {
  if (!plan.onlyWhenChanged) return { isNeeded: true, why: "Built every night" };
  const last = await readLastPublished(plan.imageId);
  if (!last) return { isNeeded: true, why: "There is no published build yet" };
  try {
    const change = changeBetween(last, await probe(plan.recipeName, signal));
    return change ? { isNeeded: true, why: `Since ${last.version} ${change}` } : { isNeeded: false, why: `Nothing has changed since ${last.version}` };
  } catch (error) {
    return { isNeeded: true, why: `Built without knowing whether anything has changed: ${messageOf(error).slice(0, 300)}` };
  }
}

/** Looks at the recipe and at its repositories as a build would, with the host's mirrors, proxy and certificates. */
export function probeWith({ cacheDir, mirror, securityMirror }: { cacheDir: string; mirror?: string | undefined; securityMirror?: string | undefined }): Planner["probe"] {
  return async (recipeName, signal) => {
    const { recipe, hash } = await loadRecipe(recipeName);
    const folder = await mkdtemp(join(cacheDir, "plan-"));
    try {
      const mirrors = await resolveMirrors(recipe.release, { ...(mirror ? { mirror } : {}), ...(securityMirror ? { securityMirror } : {}) });
      return { recipeHash: hash, repositories: await recordRepositories(recipe, mirrors, folder, signal) };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** Plans every minute, until `signal` aborts; images that have got a recipe meanwhile get the default plan. */
export async function keepSchedule(planner: Planner, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await ensureDefaultSchedules().then(() => planNights(planner, new Date(), signal)).catch((error: unknown) => planner.log.warn({ error: messageOf(error) }, "planning failed, trying again"));
    await sleep(roundMs, undefined, { signal }).catch(() => undefined);
  }
}
