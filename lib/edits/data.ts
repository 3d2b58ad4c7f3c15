import type { Actor } from "#lib/auth/actor.ts";
import { db, type Transaction } from "#lib/db.ts";
import { listFlavorFamilies } from "#lib/flavors/data.ts";
import { changesBetween, type TableState } from "./rules.ts";
import type { EditEntry, EditKind, RecentEdit, Values } from "./schema.ts";

const acts = ["create", "edit", "reset"] as const;

/** The names of the acts of a kind as the audit holds them. */
export function actionOf(kind: EditKind, act: (typeof acts)[number]): string {
  return `${kind}.${act}`;
}

/** The edits of one object, newest first, at most the last hundred. `objectId` is the id under which the audit holds it. */
export async function listEdits(_actor: Actor, kind: EditKind, objectId: string, from: Transaction = db): Promise<EditEntry[]> {
  const rows = await from.auditEntry.findMany({
    where: { objectKind: kind, objectId, action: { in: acts.map((act) => actionOf(kind, act)) } },
    orderBy: { sequence: "desc" },
    take: 100,
    select: { sequence: true, at: true, actorName: true, action: true, before: true, after: true },
  });
  return rows.map(({ sequence, at, actorName, action, before, after }) => {
    const values = valuesOf(after);
    return {
      sequence: String(sequence), at, by: actorName, act: acts.find((act) => actionOf(kind, act) === action) ?? "edit",
      changes: changesBetween(before === null ? {} : valuesOf(before), values), values,
    };
  });
}

const kinds = ["image", "flavor-family", "flavor", "capability", "known-issue"] as const satisfies EditKind[];

/** The last edits of the whole catalog, newest first. */
export async function listRecentEdits(_actor: Actor, limit = 30): Promise<RecentEdit[]> {
  const rows = await db.auditEntry.findMany({
    where: { action: { in: kinds.flatMap((kind) => acts.map((act) => actionOf(kind, act))) } },
    orderBy: { sequence: "desc" },
    take: limit,
    select: { sequence: true, at: true, actorName: true, action: true, objectId: true, after: true },
  });
  return rows.flatMap(({ sequence, at, actorName, action, objectId, after }) => {
    const kind = kinds.find((one) => action.startsWith(`${one}.`));
    const act = acts.find((one) => action.endsWith(`.${one}`));
    if (!kind || !act) return [];
    const side = (typeof after === "object" && after !== null ? after : {}) as Values;
    return [{ sequence: String(sequence), at, by: actorName, kind, act, name: String(side["name"] ?? objectId), family: typeof side["family"] === "string" ? side["family"] : null }];
  });
}

/** What stood at a revision, and the edits since then, newest first; no base where something else than an edit has changed it. */
export async function readSince(actor: Actor, kind: EditKind, objectId: string, revision: number, from: Transaction): Promise<{ base: Values | null; edits: EditEntry[] }> {
  const rows = await from.auditEntry.findMany({
    where: { objectKind: kind, objectId, action: { in: acts.map((act) => actionOf(kind, act)) } },
    orderBy: { sequence: "desc" },
    take: 100,
    select: { sequence: true, before: true },
  });
  const later = rows.filter(({ before }) => revisionOf(before) >= revision);
  const first = later.at(-1);
  const edits = await listEdits(actor, kind, objectId, from);
  const base = first && revisionOf(first.before) === revision ? valuesOf(first.before) : null;
  return { base, edits: edits.filter(({ sequence }) => later.some((row) => String(row.sequence) === sequence)) };
}

/** What the image/flavor table is computed from as it stands, and the images that have a build in `latest`. */
export async function readTableState(from: Transaction = db): Promise<{ table: TableState; inLatest: Set<string> }> {
  // One after the other: a transaction has one connection.
  const capabilities = await from.capability.findMany({ orderBy: { bit: "asc" }, select: { bit: true, key: true, title: true, description: true, glanceProperty: true, glanceValue: true } });
  const coexistence = await from.coexistenceRule.findMany({ orderBy: [{ bit: "asc" }, { excludedBit: "asc" }], select: { bit: true, excludedBit: true, reason: true } });
  const families = await listFlavorFamilies(from);
  const images = await from.image.findMany({ orderBy: [{ state: "asc" }, { name: "asc" }], select: { name: true, capabilities: true, architecture: true, firmware: true, minDiskGib: true, minRamMib: true } });
  const latest = await from.channel.findMany({ where: { name: "latest" }, select: { image: { select: { name: true } } } });
  return { table: { capabilities, coexistence, families, images }, inLatest: new Set(latest.map(({ image }) => image.name)) };
}

/** An audit row's side without what only identifies the object. */
function valuesOf(side: unknown): Values {
  const { revision: _revision, name: _name, ...values } = (typeof side === "object" && side !== null ? side : {}) as Values;
  return values;
}

function revisionOf(side: unknown): number {
  const revision = typeof side === "object" && side !== null ? Reflect.get(side, "revision") : undefined;
  return typeof revision === "number" ? revision : 0;
}
