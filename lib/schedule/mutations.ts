import type { Actor } from "#lib/auth/actor.ts";
import { recordAudit } from "#lib/audit/mutations.ts";
import { db, type Transaction } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import { nextNights } from "./plan.ts";
import { defaultPlan, firstPlanAfterMs } from "./rules.ts";
import type { EditSchedule, SchedulePreview } from "./schema.ts";
import { planInWords } from "./words.ts";

/**
 * Gives every active image that has a recipe and no plan the default plan, and returns how many got one. A plan that is there
 * is left alone, whoever made it, so that every start may call this. The first night of such a plan is half a day away.
 */
export async function ensureDefaultSchedules(now = new Date()): Promise<number> {
  const images = await db.image.findMany({ where: { state: "active", recipeName: { not: null }, schedule: null }, select: { id: true } });
  const planFrom = new Date(now.getTime() + firstPlanAfterMs);
  const { count } = await db.schedule.createMany({ data: images.map(({ id }) => ({ imageId: id, ...defaultPlan, planFrom })), skipDuplicates: true });
  return count;
}

export type EditScheduleFailure = "image-unknown" | "image-without-recipe" | "stale";

/** Changes the plan of an image, or, with `intent: preview`, only tells what it would do. Refused when somebody has changed it since the form was made. */
export async function editSchedule(actor: Actor, input: EditSchedule): Promise<Outcome<SchedulePreview, EditScheduleFailure>> {
  const { imageName, revision, intent, ...wanted } = input;
  const now = new Date();
  if (intent === "preview") return { ok: true, value: previewOf(input, now) };
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from images where name = ${imageName} for update`;
    const image = await tx.image.findUnique({ where: { name: imageName }, select: { id: true, recipeName: true, schedule: true } });
    if (!image) return { ok: false, code: "image-unknown", message: `There is no image "${imageName}" in the catalog.` };
    if (!image.recipeName) return { ok: false, code: "image-without-recipe", message: `${imageName} has no recipe here yet, so there is nothing to plan.` };
    const present = image.schedule;
    if ((present?.revision ?? 0) !== revision) return { ok: false, code: "stale", message: await changesSince(tx, image.id, revision) };
    // From now on: what the old plan has left undone is not the new plan's.
    const data = { ...wanted, planFrom: now, editedAt: now, editedByName: actor.name };
    const changed = { revision: revision + 1, ...wanted };
    await (present ? tx.schedule.update({ where: { imageId: image.id }, data: { ...data, revision: revision + 1 } }) : tx.schedule.create({ data: { imageId: image.id, ...data } }));
    await recordAudit(tx, actor, { action: "schedule.edit", objectKind: "schedule", objectId: image.id, before: present ? snapshotOf(present) : undefined, after: { image: imageName, ...changed } });
    return { ok: true, value: previewOf(input, now) };
  });
}

type Snapshot = Pick<EditSchedule, "cron" | "timeZone" | "jitterMinutes" | "onlyWhenChanged" | "isOn" | "revision">;

function snapshotOf({ cron, timeZone, jitterMinutes, onlyWhenChanged, isOn, revision }: Snapshot): Snapshot {
  return { cron, timeZone, jitterMinutes, onlyWhenChanged, isOn, revision };
}

const names = { cron: "expression", timeZone: "time zone", jitterMinutes: "jitter", onlyWhenChanged: "only when something changed", isOn: "on" } as const;

/** What others have done to a plan since the revision that a form was made from, in words. */
async function changesSince(tx: Pick<Transaction, "schedule" | "auditEntry">, imageId: string, revision: number): Promise<string> {
  const remedy = "Look at it as it is now, then change it again.";
  const [present, acts] = await Promise.all([
    tx.schedule.findUnique({ where: { imageId }, select: { cron: true, timeZone: true, jitterMinutes: true, onlyWhenChanged: true, isOn: true, revision: true, editedByName: true } }),
    tx.auditEntry.findMany({ where: { objectKind: "schedule", objectId: imageId }, orderBy: { sequence: "desc" }, take: 100, select: { before: true } }),
  ]);
  if (!present) return `This plan is not there any more. ${remedy}`;
  const seen = acts.map(({ before }) => before as Partial<Snapshot> | null).find((before) => before?.revision === revision);
  const changes = seen ? Object.entries(names).flatMap(([key, name]) => {
    const [was, is] = [seen[key as keyof typeof names], present[key as keyof typeof names]];
    return was === is ? [] : [`${name} from ${String(was)} to ${String(is)}`];
  }) : [];
  return `${present.editedByName ?? "Somebody"} has changed this plan meanwhile${changes.length > 0 ? `: ${changes.join(", ")}` : ""}. ${remedy}`;
}

function previewOf(plan: EditSchedule, now: Date): SchedulePreview {
  return { words: planInWords(plan), timeZone: plan.timeZone, next: plan.isOn ? nextNights(plan, now, 5).map(({ startsAt }) => startsAt.toISOString()) : [] };
}
