import { join } from "node:path";
import type { Actor } from "#lib/auth/actor.ts";
import { db, type Transaction } from "#lib/db.ts";
import { readDefaultCatalog } from "#lib/default-catalog/read.ts";
import { listEdits, readTableState } from "../data.ts";
import { changesBetween, effectBetween } from "../rules.ts";
import type { EditPage, Present } from "../schema.ts";
import { withSize } from "./rules.ts";
import { sizeFields, type SizeValues } from "./schema.ts";

/** A flavor as its form holds it; null when there is none of that name. */
export async function readSizeState(name: string, from: Transaction = db): Promise<(Present<SizeValues> & { editedAt: Date | null }) | null> {
  const flavor = await from.flavor.findUnique({ where: { name }, select: { id: true, revision: true, editedAt: true, vcpus: true, ramMib: true, diskGib: true, family: { select: { name: true } } } });
  if (!flavor) return null;
  const { id, revision, editedAt, family, vcpus, ramMib, diskGib } = flavor;
  return { id, revision, editedAt, values: { family: family.name, vcpus, ramMib, diskGib } };
}

/** What the files of the default catalog say of a flavor; null when they have none of that name. */
export async function readOwnSize(name: string): Promise<SizeValues | null> {
  const { families } = await readDefaultCatalog(join(process.cwd(), "prisma", "catalog"));
  const [found] = families.flatMap((family) => family.sizes.filter((size) => size.name === name).map((size) => ({ family: family.name, ...size })));
  return found ? { family: found.family, vcpus: found.vcpus, ramMib: found.ramGib * 1024, diskGib: found.diskGib ?? null } : null;
}

/** Everything that the page of a flavor shows; null when the family has none of that name. */
export async function readSizePage(actor: Actor, family: string, name: string): Promise<EditPage | null> {
  const flavor = await readSizeState(name);
  if (flavor?.values.family !== family) return null;
  const [history, own] = await Promise.all([listEdits(actor, "flavor", flavor.id), flavor.editedAt ? readOwnSize(name) : null]);
  return {
    key: name, revision: flavor.revision, isEdited: flavor.editedAt !== null, values: flavor.values, fields: sizeFields, history,
    own: own && { changes: changesBetween(flavor.values, own), effect: await readEffect(name, own) },
  };
}

async function readEffect(name: string, values: SizeValues) {
  const { table, inLatest } = await readTableState();
  return effectBetween(table, withSize(table, name, values), inLatest);
}
