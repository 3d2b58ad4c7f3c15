import type { GlanceImage } from "#lib/glance/types.ts";
import { listRegistrations, readLookState, type LookState } from "./data.ts";
import { findingsOf, standingOf } from "./findings.ts";
import { withCloudLock } from "./lock.ts";
import { recordFindings, recordLook } from "./looks/mutations.ts";
import { recordSeen, renewId, type Seen } from "./mutations.ts";
import { changesOf, planOf } from "./plan.ts";
import { compareBytes } from "./rules.ts";
import { failureOf, runSteps, type Reconciler, type StepsRun } from "./run-steps.ts";
import type { Finding, Observation, Step, StepFailure, Target } from "./schema.ts";
import { readWish, recordWish, type Wish } from "./wish.ts";

/** Plans that one reconciliation makes at most; what is left then is the next one's. */
const mostRounds = 3;

export type Reconciled = { outcome: "settled" | "changed" | "failed" | "busy"; steps: number; failures: StepFailure[]; windowsMs: number[] };
/** `isCut`: bytes took so long that the catalog and the cloud are to be looked at again before the rest. */
type Looked = Reconciled & { isCut?: boolean };

/**
 * Brings one cloud to what the catalog says, and records what it saw. With nothing to do it reads one list only: that of the
 * visible images and that of the hidden ones in turn. While many bytes are on their way it looks again after each image that
 * took long: a promotion or a revocation waits for one upload at most. Never throws for what a cloud does; the outcome is in
 * the database.
 */
export async function reconcile(reconciler: Reconciler): Promise<Reconciled> {
  const outcome = await withCloudLock(reconciler.policy.name, async (lost) => {
    const held = { ...reconciler, signal: AbortSignal.any([reconciler.signal, lost]) };
    let { isCut, ...total }: Looked = await reconcileLocked(held);
    while (isCut && !held.signal.aborted) {
      const next = await reconcileLocked(held);
      isCut = next.isCut;
      total = { outcome: next.outcome === "settled" ? "changed" : next.outcome, steps: total.steps + next.steps, failures: next.failures, windowsMs: [...total.windowsMs, ...next.windowsMs] };
    }
    return total;
  });
  return outcome ?? { outcome: "busy", steps: 0, failures: [], windowsMs: [] };
}

/** What a reconciliation would do now, without doing or recording anything. */
export async function preview(reconciler: Reconciler): Promise<{ steps: Step[]; findings: Finding[]; refused: StepFailure[] }> {
  const { policy, publicUrl, glance } = decided(reconciler, await readLookState(reconciler.policy.name));
  const wish = await readWish(policy, publicUrl);
  const observation = await observe(glance, null, wish);
  return { steps: plan(wish, observation, policy.drift === "repair"), findings: [...findingsOf({ ...wish, observation }), ...standingOf(wish.images, new Date())], refused: wish.refused };
}

/** What an admin decided about a cloud comes before what its entry in the file says. */
function decided(reconciler: Reconciler, { driftOverride }: LookState): Reconciler {
  return driftOverride ? { ...reconciler, policy: { ...reconciler.policy, drift: driftOverride } } : reconciler;
}

async function reconcileLocked(given: Reconciler): Promise<Looked> {
  const before = await readLookState(given.policy.name);
  const reconciler = decided(given, before);
  const { policy, publicUrl, glance, log } = reconciler;
  const readHidden = before.hiddenNext;
  const look = { hiddenNext: !readHidden, pendingSteps: 0, windowsMs: [], isWindowClosed: null };
  try {
    const wish = await recordWish(policy, publicUrl);
    const half = await readHalf(glance, readHidden);
    // What was found in the other list is not over because it is not in this one.
    if (!before.hasOpenFindings && isSettled(wish, half, readHidden)) {
      const at = new Date();
      await recordFindings(policy.name, standingOf(wish.images, at), at, false);
      await recordLook(policy.name, { ...look, at, isSettled: true, isWindowClosed: readHidden ? null : true, failure: wish.refused[0] ?? null });
      return { outcome: wish.refused.length > 0 ? "failed" : "settled", steps: 0, failures: wish.refused, windowsMs: [] };
    }
    return await converge(reconciler, wish, await observe(glance, { ...half, isHidden: readHidden }, wish), before);
  } catch (error) {
    const failure = failureOf(error, null);
    log.warn({ cloud: policy.name, ...failure }, "a cloud could not be reconciled");
    await recordLook(policy.name, { ...look, at: new Date(), isSettled: false, failure });
    return { outcome: "failed", steps: 0, failures: [failure], windowsMs: [] };
  }
}

async function converge(reconciler: Reconciler, first: Wish, seen: Observation, before: LookState): Promise<Looked> {
  const { policy, publicUrl, glance } = reconciler;
  const mayRepair = policy.drift === "repair";
  let wish = first;
  let observation = seen;
  const total: StepsRun = { done: 0, failures: [], windowsMs: [], needsNewPlan: true, isCut: false };
  const found = findingsOf({ ...wish, observation });
  // Shown before it is repaired: what went wrong is no secret because it was mended quickly.
  await recordFindings(policy.name, [...found, ...standingOf(wish.images, new Date())], new Date(), false);
  const foundOpen = isWindowOpen(wish, observation);
  for (let round = 1; round <= mostRounds && total.needsNewPlan && !total.isCut; round += 1) {
    if (round > 1) observation = await observe(glance, null, wish);
    if (await replaceMissing(reconciler, wish, observation, mayRepair)) wish = await recordWish(policy, publicUrl);
    const images = new Map(observation.images.map((image) => [image.id, image]));
    const run = await runSteps(reconciler, plan(wish, observation, mayRepair), images);
    observation = { ...observation, images: [...images.values()] };
    total.done += run.done;
    total.windowsMs.push(...run.windowsMs);
    total.failures = run.failures;
    total.isCut = run.isCut;
    total.needsNewPlan = run.needsNewPlan && !run.failures.some(({ line }) => line === null);
    if (run.needsNewPlan) wish = await recordWish(policy, publicUrl);
  }
  total.failures = [...total.failures, ...wish.refused];
  return settle(reconciler, wish, observation, total, { ...before, foundOpen });
}

/** Do two images that we registered show themselves as `_latest` of one line? Others of that name are no swap of ours. */
function isWindowOpen({ targets, leaving }: Pick<Wish, "targets" | "leaving">, { images }: Observation): boolean {
  const ours = new Set([...targets, ...leaving].map(({ glanceId }) => glanceId));
  const names = images.filter(({ id, isHidden, name }) => !isHidden && ours.has(id) && name.endsWith("_latest")).map(({ name }) => name);
  return new Set(names).size < names.length;
}

async function settle({ policy }: Reconciler, wish: Wish, observation: Observation, { done, failures, windowsMs, isCut }: StepsRun, before: LookState & { foundOpen: boolean }): Promise<Looked> {
  const at = new Date();
  const left = planOf({ ...wish, leaving: wish.leaving.filter(({ glanceId }) => observation.images.some(({ id }) => id === glanceId)), observation, mayRepair: true });
  const findings = findingsOf({ ...wish, observation });
  const isWindowClosed = !isWindowOpen(wish, observation);
  // A window that a crash or a failing cloud left open was open until now.
  const windows = before.swapBeganAt && before.foundOpen && isWindowClosed ? [...windowsMs, at.getTime() - before.swapBeganAt.getTime()] : windowsMs;
  await recordSeen(wish.targets.map((target) => seenOf(target, observation, wish, failures)), await listRegistrations(policy.name), at);
  await recordFindings(policy.name, [...findings, ...standingOf(wish.images, at)], at, done > 0);
  await recordLook(policy.name, { at, isSettled: left.length === 0, hiddenNext: !before.hiddenNext, pendingSteps: left.length, isWindowClosed, windowsMs: windows, failure: failures[0] ?? null });
  return { outcome: failures.length > 0 ? "failed" : done > 0 ? "changed" : "settled", steps: done, failures, windowsMs: windows, isCut };
}

function seenOf(target: Target, { images }: Observation, { rules }: Wish, failures: StepFailure[]): Seen {
  const image = images.find(({ id }) => id === target.glanceId);
  const isRight = image?.status === "active" && compareBytes(image, target.bytes) !== "different" && changesOf(target.settings, image, rules).length === 0;
  if (isRight) return { target, image, state: "registered", error: null };
  const failure = failures.find(({ line, glanceId }) => line === target.line && glanceId === target.glanceId);
  if (failure) return { target, image, state: "failed", error: failure.message };
  return { target, image, state: target.isSettled ? "drifted" : "wanted", error: null };
}

function plan({ targets, leaving, rules }: Wish, observation: Observation, mayRepair: boolean): Step[] {
  return planOf({ targets, leaving, observation, rules, mayRepair });
}

type Half = { projectId: string; images: GlanceImage[] };

async function readHalf(glance: Reconciler["glance"], isHidden: boolean): Promise<Half> {
  return { projectId: await glance.projectId(), images: await glance.list({ isHidden }) };
}

/** All images, hidden and not; `known` is the half that was read already. */
async function observe(glance: Reconciler["glance"], known: (Half & { isHidden: boolean }) | null, { targets }: Pick<Wish, "targets">): Promise<Observation> {
  const first = known ?? { ...(await readHalf(glance, false)), isHidden: false };
  const second = await glance.list({ isHidden: !first.isHidden });
  const images = new Map([...first.images, ...second].map((image) => [image.id, image]));
  for (const { glanceId, wasRegistered } of targets) {
    if (!wasRegistered || images.has(glanceId)) continue;
    // Hidden or shown while the two lists were read, it may be in neither of them.
    const image = await glance.show(glanceId);
    if (image) images.set(glanceId, image);
  }
  return { projectId: first.projectId, images: [...images.values()] };
}

/** Is nothing left to do, as far as the one list tells? All that is wanted must have been seen right before. */
function isSettled({ targets, leaving, rules, rows }: Wish, half: Half, isHidden: boolean): boolean {
  if (leaving.length > 0 || rows.some(({ state }) => state !== "registered")) return false;
  const [here, elsewhere] = [targets.filter(({ settings }) => settings.isHidden === isHidden), targets.filter(({ settings }) => settings.isHidden !== isHidden)];
  const strayed = new Set(elsewhere.map(({ glanceId }) => glanceId));
  // Ours in the wrong list, or somebody else's under a name of ours that belongs into the other one.
  const names = new Set(elsewhere.map(({ datedName }) => datedName));
  if (half.images.some(({ id, name, ownerId }) => strayed.has(id) || (!isHidden && ownerId === half.projectId && names.has(name)))) return false;
  return planOf({ targets: here, leaving: [], observation: half, rules, mayRepair: true }).length === 0 && findingsOf({ targets: here, observation: half, rules }).length === 0;
}

/** Gives images that somebody removed from the cloud a new id, under which they are made again. True when there were any. */
async function replaceMissing({ actor, policy }: Reconciler, { targets }: Wish, observation: Observation, mayRepair: boolean): Promise<boolean> {
  const present = new Set(observation.images.map(({ id }) => id));
  const pending = new Set(targets.filter(({ isSettled }) => !isSettled).map(({ line }) => line));
  let hasAny = false;
  for (const target of targets) {
    if (present.has(target.glanceId) || !target.wasRegistered || !(mayRepair || pending.has(target.line))) continue;
    await renewId(actor, policy.name, target, "somebody removed it from the cloud");
    hasAny = true;
  }
  return hasAny;
}
