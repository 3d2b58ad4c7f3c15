import type { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { recordAudit } from "#lib/audit/mutations.ts";
import { db } from "#lib/db.ts";
import type { Outcome } from "#lib/errors.ts";
import type { addWindowSchema, pauseSchema, removeWindowSchema, resumeSchema } from "../schema.ts";

export type PauseFailure = "already-paused" | "pause-unknown" | "in-the-past";

/** Stops all scheduled builds until they are resumed, or until a time. What runs, and what was asked for by hand, goes on. */
export async function pauseFactory(actor: Actor, { reason, until }: z.output<typeof pauseSchema>): Promise<Outcome<{ pauseId: string }, PauseFailure>> {
  if (until && until <= new Date()) return { ok: false, code: "in-the-past", message: "That time is over already: choose a later one, or none.", fieldErrors: { until: ["Is over already."] } };
  return db.$transaction(async (tx) => {
    // One at a time: the index lets only one pause stand, and the second admin should read whose it is.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('factory_pause'))`;
    await tx.$executeRaw`update factory_pauses set resumed_at = until, resumed_by_name = 'the end that was set' where resumed_at is null and until <= now()`;
    const open = await tx.factoryPause.findFirst({ where: { resumedAt: null }, select: { pausedByName: true, reason: true } });
    if (open) return { ok: false, code: "already-paused", message: `${open.pausedByName} has paused the factory already: ${open.reason}` };
    const { id } = await tx.factoryPause.create({ data: { reason, until, pausedByName: actor.name }, select: { id: true } });
    await recordAudit(tx, actor, { action: "schedule.pause", objectKind: "factory", objectId: id, after: { reason, until: until?.toISOString() ?? null } });
    return { ok: true, value: { pauseId: id } };
  });
}

/** Ends the pause that the reader has seen. */
export async function resumeFactory(actor: Actor, { pauseId }: z.output<typeof resumeSchema>): Promise<Outcome<null, PauseFailure>> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.factoryPause.updateMany({ where: { id: pauseId, resumedAt: null }, data: { resumedAt: new Date(), resumedByName: actor.name } });
    if (count === 0) return { ok: false, code: "pause-unknown", message: "This pause has ended already." };
    await recordAudit(tx, actor, { action: "schedule.resume", objectKind: "factory", objectId: pauseId });
    return { ok: true, value: null };
  });
}

export type WindowFailure = "window-over" | "window-unknown";

/** Keeps a time free of scheduled builds. */
export async function addWindow(actor: Actor, { startsAt, endsAt, reason }: z.output<typeof addWindowSchema>): Promise<Outcome<{ windowId: string }, WindowFailure>> {
  if (endsAt <= new Date()) return { ok: false, code: "window-over", message: "This window is over already.", fieldErrors: { endsAt: ["Is over already."] } };
  return db.$transaction(async (tx) => {
    const { id } = await tx.maintenanceWindow.create({ data: { startsAt, endsAt, reason, createdByName: actor.name }, select: { id: true } });
    await recordAudit(tx, actor, { action: "schedule.add-window", objectKind: "maintenance-window", objectId: id, after: { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), reason } });
    return { ok: true, value: { windowId: id } };
  });
}

/** Gives a window free again. */
export async function removeWindow(actor: Actor, { windowId }: z.output<typeof removeWindowSchema>): Promise<Outcome<null, WindowFailure>> {
  return db.$transaction(async (tx) => {
    const window = await tx.maintenanceWindow.findUnique({ where: { id: windowId }, select: { startsAt: true, endsAt: true, reason: true } });
    const { count } = await tx.maintenanceWindow.deleteMany({ where: { id: windowId } });
    if (!window || count === 0) return { ok: false, code: "window-unknown", message: "Somebody has removed this window already." };
    const before = { startsAt: window.startsAt.toISOString(), endsAt: window.endsAt.toISOString(), reason: window.reason };
    await recordAudit(tx, actor, { action: "schedule.remove-window", objectKind: "maintenance-window", objectId: windowId, before });
    return { ok: true, value: null };
  });
}
