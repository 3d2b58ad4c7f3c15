import type { CapabilityRules } from "#lib/flavors/schema.ts";
import type { GlanceImage, ImageChange, ImageSettings } from "#lib/glance/types.ts";
import { isManaged } from "./properties.ts";
import { compareBytes } from "./rules.ts";
import type { Leaving, Observation, Step, Target } from "./schema.ts";

export type PlanInput = {
  targets: Target[];
  leaving: Leaving[];
  observation: Observation;
  rules: Pick<CapabilityRules, "capabilities">;
  /** May it undo what people changed by hand? Else only what the catalog changed since is carried out. */
  mayRepair: boolean;
};

/**
 * The calls that bring a cloud from what it has to what it should have, line by line and in order; lines that need no bytes
 * come first. In a line:
 * 1. new images are made and filled, hidden and private, and their bytes compared with the signed ones;
 * 2. images that give up `_prev`, and hidden ones, are put right;
 * 3. the wanted `_latest` gets its name and becomes visible;
 * 4. with the very next call the one that had the name before gives it up;
 * 5. what is left is put right, and what is no longer kept is removed.
 * So `_latest` is never missing, and two images share it from call 3 to call 4. Each call is harmless when repeated, and a
 * plan made after any of them leads to the same end.
 */
export function planOf(input: PlanInput): Step[] {
  const lines = new Map<string, Target[]>();
  for (const target of input.targets) lines.set(target.line, [...(lines.get(target.line) ?? []), target]);
  for (const { line } of input.leaving) if (!lines.has(line)) lines.set(line, []);
  const byId = new Map(input.observation.images.map((image) => [image.id, image]));
  const planned = [...lines].map(([line, targets]) => {
    const isPending = targets.some(({ isSettled }) => !isSettled) || input.leaving.some((leaving) => leaving.line === line);
    return input.mayRepair || isPending ? planLine(line, targets, byId, input) : [];
  });
  return planned.toSorted((one, other) => slowness(one) - slowness(other)).flat();
}

/** Names first: nobody waits for a promotion or a revocation until the bytes of other images have arrived; and what failed before comes last. */
function slowness(steps: Step[]): number {
  return Math.max(0, ...steps.map((step) => (step.kind !== "fill" ? 0 : step.target.hasFailed ? 2 : 1)));
}

function planLine(line: string, targets: Target[], byId: Map<string, GlanceImage>, input: PlanInput): Step[] {
  const discards = targets.flatMap((target): Step[] => {
    const image = byId.get(target.glanceId);
    return image && isUnusable(image, target) ? [{ kind: "discard", line, target, why: `its bytes never arrived whole (${image.status})` }] : [];
  });
  // Under which id they come back is decided before the next plan.
  if (discards.length > 0) return discards;

  const filling = targets.flatMap((target) => fill(line, target, byId.get(target.glanceId)));
  const changes = targets.flatMap((target) => change(line, target, byId.get(target.glanceId), input.rules));
  const holdsLatest = (id: string) => {
    const image = byId.get(id);
    return image !== undefined && !image.isHidden && image.name === `${line}_latest`;
  };
  const latest = targets.find(({ role }) => role === "latest");
  const opening = changes.filter(({ glanceId }) => glanceId === latest?.glanceId);
  const strangers = input.mayRepair ? strangersOf(line, targets, input) : [];
  // Where the wanted one cannot take the name, the one that has it keeps it.
  const isTaken = latest === undefined || opening.length > 0 || holdsLatest(latest.glanceId);
  const closing = isTaken ? [...changes, ...strangers].filter(({ glanceId }) => glanceId !== latest?.glanceId && holdsLatest(glanceId)) : [];
  const kept = isTaken ? [] : changes.filter(({ glanceId }) => holdsLatest(glanceId));
  const isSwap = opening.length > 0 && closing.length > 0 && latest !== undefined && !holdsLatest(latest.glanceId);
  const others = changes.filter((step) => !opening.includes(step) && !closing.includes(step) && !kept.includes(step));
  const isDated = ({ glanceId }: ChangeStep) => targets.some((target) => target.glanceId === glanceId && target.role === "dated");
  return [
    ...filling,
    ...others.filter(isDated),
    ...opening.map((step) => (isSwap ? { ...step, swap: "opens" as const } : step)),
    ...closing.map((step) => (isSwap ? { ...step, swap: "closes" as const } : step)),
    ...others.filter((step) => !isDated(step)),
    ...strangers.filter((step) => !closing.includes(step)),
    ...input.leaving.filter((leaving) => leaving.line === line).flatMap((leaving) => remove(line, leaving, byId.get(leaving.glanceId))),
  ];
}

type ChangeStep = Extract<Step, { kind: "change" }>;

/** Bytes that broke off, or that are not those which were signed although nobody ever saw the image as finished. */
function isUnusable({ status, ...image }: GlanceImage, { bytes, wasRegistered }: Target): boolean {
  if (status === "saving" || status === "uploading" || status === "importing" || status === "killed") return true;
  return !wasRegistered && status === "active" && compareBytes(image, bytes) === "different";
}

function fill(line: string, target: Target, image: GlanceImage | undefined): Step[] {
  const title = target.datedName;
  if (!image) return [{ kind: "create", line, target, why: `${title} is not in the cloud` }, { kind: "fill", line, target, why: `${title} has no bytes` }];
  if (image.status === "queued") return [{ kind: "fill", line, target, why: `${title} has no bytes` }];
  if (image.status === "deactivated") return [{ kind: "reactivate", line, glanceId: image.id, why: `${title} was deactivated` }];
  return [];
}

function change(line: string, target: Target, image: GlanceImage | undefined, rules: PlanInput["rules"]): ChangeStep[] {
  // Bytes that are not the signed ones are never shown under a name that people trust.
  if (image && compareBytes(image, target.bytes) === "different") return [];
  const changes = changesOf(target.settings, image ?? newSettings(target), rules);
  const why = changes.map(({ path }) => path).join(", ");
  return changes.length > 0 ? [{ kind: "change", line, glanceId: target.glanceId, changes, why: `${target.settings.name}: ${why}` }] : [];
}

/** What a new image begins with: nobody but its project sees it until its bytes are known to be right. */
export function newSettings({ settings, datedName }: Target): ImageSettings {
  return { ...settings, name: datedName, isHidden: true, visibility: "private", isProtected: false };
}

/** What is to be changed of an image, in one call; properties that are not ours are left alone. */
export function changesOf(wanted: ImageSettings, present: ImageSettings, rules: PlanInput["rules"]): ImageChange[] {
  const base = [
    { path: "name", value: wanted.name, is: present.name },
    { path: "os_hidden", value: wanted.isHidden, is: present.isHidden },
    { path: "visibility", value: wanted.visibility, is: present.visibility },
    { path: "protected", value: wanted.isProtected, is: present.isProtected },
    { path: "min_disk", value: wanted.minDiskGib, is: present.minDiskGib },
    { path: "min_ram", value: wanted.minRamMib, is: present.minRamMib },
    ...Object.entries(wanted.properties).map(([path, value]) => ({ path, value, is: present.properties[path] })),
  ];
  const removed = Object.keys(present.properties).filter((key) => !(key in wanted.properties) && isManaged(key, rules));
  return [...base.filter(({ value, is }) => value !== is).map(({ path, value }) => ({ path, value })), ...removed.map((path) => ({ path, remove: true as const }))];
}

/** The names of a line; nobody but a registered image of the line should be seen under one of them. */
export function namesOf(line: string, targets: Target[]): Set<string> {
  return new Set([`${line}_latest`, `${line}_prev`, ...targets.filter((target) => target.line === line).map(({ datedName }) => datedName)]);
}

/** Visible images of our project that nobody registered and that have a name of this line: renamed and hidden, never removed. */
function strangersOf(line: string, targets: Target[], { targets: all, leaving, observation }: PlanInput): ChangeStep[] {
  const known = new Set([...all.map(({ glanceId }) => glanceId), ...leaving.map(({ glanceId }) => glanceId)]);
  const names = namesOf(line, targets);
  return observation.images
    .filter(({ id, name, isHidden, ownerId }) => !known.has(id) && !isHidden && names.has(name) && ownerId === observation.projectId)
    .map(({ id, name }) => ({
      kind: "change",
      line,
      glanceId: id,
      changes: [{ path: "name", value: `${name}_unregistered_${id.slice(0, 8)}` }, { path: "os_hidden", value: true }],
      why: `${id} has the name ${name} and is none of ours`,
    }));
}

function remove(line: string, { glanceId, registrationId }: Leaving, image: GlanceImage | undefined): Step[] {
  const gone: Step = { kind: "remove", line, glanceId, registrationId, why: "its build is no longer kept" };
  if (!image) return [gone];
  const open: Step[] = image.isProtected ? [{ kind: "change", line, glanceId, changes: [{ path: "protected", value: false }], why: "a protected image cannot be removed" }] : [];
  return [...open, gone];
}
