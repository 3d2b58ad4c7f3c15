import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/db.ts";
import { create, edit, type Subject } from "../mutations.ts";
import type { EditOutcome } from "../schema.ts";
import { listPublishedCarriers, readCapabilityState, readOwnCapability } from "./data.ts";
import { nextOwnBit, propertyLock } from "./rules.ts";
import type { CapabilityValues, CreateCapability, EditCapability } from "./schema.ts";

function subject(key: string): Subject<CapabilityValues> {
  return { kind: "capability", name: key, read: (tx) => readCapabilityState(key, tx), check: (tx, wanted) => checkProperty(tx, key, wanted) };
}

/** Makes a capability with the next bit of our own; see {@link nextOwnBit}. */
export async function createCapability(actor: Actor, { key, intent, ...wanted }: CreateCapability): Promise<EditOutcome> {
  return create(actor, subject(key), wanted, intent, async (tx, editedAt) => {
    const taken = await tx.capability.findMany({ select: { bit: true } });
    // The check has left room for it, and no other edit runs beside this one.
    const bit = nextOwnBit(taken.map((row) => row.bit));
    if (bit === null) return null;
    const made = await tx.capability.createManyAndReturn({ data: { bit, key, ...wanted, editedAt }, skipDuplicates: true, select: { key: true } });
    return made[0]?.key ?? null;
  }, "key");
}

/** Changes the texts of a capability, and its property as long as no published build carries it. Key and bit stay for ever. */
export function editCapability(actor: Actor, { key, intent, revision, confirmed, ...wanted }: EditCapability): Promise<EditOutcome> {
  return edit(actor, subject(key), wanted, { intent, revision, confirmed }, write(key));
}

/** Gives a capability back to the files of the default catalog: their values, and their next changes. */
export async function resetCapability(actor: Actor, { key, revision }: { key: string; revision: number }): Promise<EditOutcome> {
  const own = await readOwnCapability(key);
  if (!own) return { ok: false, code: "no-own-values", message: `The catalog's files have no capability ${key}: it was made here.` };
  return edit(actor, subject(key), own, { intent: "save", revision }, write(key), "reset");
}

function write(key: string) {
  return (wanted: CapabilityValues) => async (tx: Transaction, { editedAt, revision }: { editedAt: Date | null; revision: number }) => {
    const { title, description, glanceProperty, glanceValue } = wanted;
    const { count } = await tx.capability.updateMany({ where: { key, revision }, data: { title, description, glanceProperty, glanceValue, editedAt } });
    return count === 1;
  };
}

async function checkProperty(tx: Transaction, key: string, { glanceProperty, glanceValue }: CapabilityValues): Promise<Record<string, string[]> | null> {
  const all = await tx.capability.findMany({ select: { bit: true, key: true, glanceProperty: true, glanceValue: true } });
  const own = all.find((one) => one.key === key);
  if (!own && nextOwnBit(all.map(({ bit }) => bit)) === null) return { key: ["All 31 bits are in use, and a bit is never given back. Use a capability that is there."] };
  const twin = all.find((one) => one.key !== key && one.glanceProperty === glanceProperty && one.glanceValue === glanceValue);
  if (twin) return { glanceValue: [`${glanceProperty}=${glanceValue} is the capability ${twin.key}. Enter another value.`] };
  if (!own || (own.glanceProperty === glanceProperty && own.glanceValue === glanceValue)) return null;
  const locked = propertyLock(await listPublishedCarriers(own.bit, tx));
  return locked ? { glanceProperty: [locked] } : null;
}
