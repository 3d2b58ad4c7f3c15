import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/db.ts";
import { create, edit, type Subject } from "../mutations.ts";
import { maskOfKeys } from "../rules.ts";
import type { EditOutcome } from "../schema.ts";
import { readFamilyState, readOwnFamily } from "./data.ts";
import { withFamily } from "./rules.ts";
import type { CreateFamily, EditFamily, FamilyValues } from "./schema.ts";

function subject(name: string): Subject<FamilyValues> {
  return { kind: "flavor-family", name, read: (tx) => readFamilyState(name, tx), check: checkDemands, change: (table, wanted) => withFamily(table, name, wanted) };
}

/** Makes a flavor family, at the end of the table. */
export async function createFamily(actor: Actor, { name, intent, ...wanted }: CreateFamily): Promise<EditOutcome> {
  return create(actor, subject(name), wanted, intent, async (tx, editedAt) => {
    const { _max } = await tx.flavorFamily.aggregate({ _max: { position: true } });
    const data = { ...(await columns(tx, wanted)), name, position: (_max.position ?? 0) + 1, editedAt };
    const [family] = await tx.flavorFamily.createManyAndReturn({ data, skipDuplicates: true, select: { id: true } });
    return family?.id ?? null;
  }, "name");
}

/** Changes a flavor family. */
export function editFamily(actor: Actor, { name, intent, revision, confirmed, ...wanted }: EditFamily): Promise<EditOutcome> {
  return edit(actor, subject(name), wanted, { intent, revision, confirmed }, write(name));
}

/** Gives a family back to the files of the default catalog: their values, and their next changes. */
export async function resetFamily(actor: Actor, { name, revision, confirmed }: { name: string; revision: number; confirmed?: number | undefined }): Promise<EditOutcome> {
  const own = await readOwnFamily(name);
  if (!own) return { ok: false, code: "no-own-values", message: `The catalog's files have no flavor family ${name}: it was made here.` };
  return edit(actor, subject(name), own, { intent: "save", revision, confirmed }, write(name), "reset");
}

function write(name: string) {
  return (wanted: FamilyValues) => async (tx: Transaction, { editedAt, revision }: { editedAt: Date | null; revision: number }) => {
    const { count } = await tx.flavorFamily.updateMany({ where: { name, revision }, data: { ...(await columns(tx, wanted)), editedAt } });
    return count === 1;
  };
}

async function columns(tx: Transaction, { demands, features, title, description, hypervisor, architecture, firmware, localDisks, gpu }: FamilyValues) {
  const known = await tx.capability.findMany({ select: { key: true, bit: true } });
  const has = { liveMigration: features.includes("liveMigration"), srIov: features.includes("srIov"), infiniband: features.includes("infiniband") };
  return { title, description, hypervisor, architecture, firmware, localDisks, gpu, ...has, demands: maskOfKeys(demands, known) };
}

async function checkDemands(tx: Transaction, { demands }: FamilyValues): Promise<Record<string, string[]> | null> {
  const known = await tx.capability.findMany({ where: { key: { in: demands } }, select: { key: true } });
  const strange = demands.filter((key) => !known.some((one) => one.key === key));
  return strange.length > 0 ? { demands: [`There is no capability ${strange.join(", ")}. Reload the page and tick again.`] } : null;
}
