import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/db.ts";
import { create, edit, type Subject } from "../mutations.ts";
import type { EditOutcome } from "../schema.ts";
import { readOwnSize, readSizeState } from "./data.ts";
import { withSize } from "./rules.ts";
import type { CreateSize, EditSize, SizeValues } from "./schema.ts";

function subject(name: string): Subject<SizeValues> {
  return { kind: "flavor", name, read: (tx) => readSizeState(name, tx), check: checkFamily, change: (table, wanted) => withSize(table, name, wanted) };
}

/** Makes a flavor: one size of a family. */
export async function createSize(actor: Actor, { name, intent, ...wanted }: CreateSize): Promise<EditOutcome> {
  return create(actor, subject(name), wanted, intent, async (tx, editedAt) => {
    const { family, ...columns } = wanted;
    const { id: familyId } = await tx.flavorFamily.findUniqueOrThrow({ where: { name: family }, select: { id: true } });
    const [flavor] = await tx.flavor.createManyAndReturn({ data: { ...columns, name, familyId, editedAt }, skipDuplicates: true, select: { id: true } });
    return flavor?.id ?? null;
  }, "name");
}

/** Changes the size of a flavor; its family stays. */
export function editSize(actor: Actor, { name, intent, revision, confirmed, ...wanted }: EditSize): Promise<EditOutcome> {
  return edit(actor, subject(name), wanted, { intent, revision, confirmed }, write(name));
}

/** Gives a flavor back to the files of the default catalog: their values, and their next changes. */
export async function resetSize(actor: Actor, { name, revision, confirmed }: { name: string; revision: number; confirmed?: number | undefined }): Promise<EditOutcome> {
  const own = await readOwnSize(name);
  if (!own) return { ok: false, code: "no-own-values", message: `The catalog's files have no flavor ${name}: it was made here.` };
  return edit(actor, subject(name), own, { intent: "save", revision, confirmed }, write(name), "reset");
}

function write(name: string) {
  return ({ vcpus, ramMib, diskGib }: SizeValues) => async (tx: Transaction, { editedAt, revision }: { editedAt: Date | null; revision: number }) => {
    const { count } = await tx.flavor.updateMany({ where: { name, revision }, data: { vcpus, ramMib, diskGib, editedAt } });
    return count === 1;
  };
}

async function checkFamily(tx: Transaction, { family }: SizeValues, present: { values: SizeValues } | null): Promise<Record<string, string[]> | null> {
  if (present) return present.values.family === family ? null : { name: [`This flavor is one of ${present.values.family}, not of ${family}. Reload the page.`] };
  const known = await tx.flavorFamily.findUnique({ where: { name: family }, select: { id: true } });
  return known ? null : { name: [`There is no flavor family ${family}. Make it first.`] };
}
