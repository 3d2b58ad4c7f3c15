import { join } from "node:path";
import type { Actor } from "#lib/auth/actor.ts";
import { db, type Transaction } from "#lib/db.ts";
import { readDefaultCatalog } from "#lib/default-catalog/read.ts";
import { listEdits, readTableState } from "../data.ts";
import { changesBetween, effectBetween, keysOfMask } from "../rules.ts";
import type { EditField, EditPage, Present } from "../schema.ts";
import { withFamily } from "./rules.ts";
import { familyFields, features, type FamilyRow, type FamilyValues, type SizeRow } from "./schema.ts";

/** All flavor families in the order of the table. */
export async function listFamilyRows(_actor: Actor): Promise<FamilyRow[]> {
  const [rows, capabilities] = await Promise.all([
    db.flavorFamily.findMany({
      orderBy: [{ position: "asc" }, { name: "asc" }],
      select: { name: true, title: true, hypervisor: true, architecture: true, demands: true, editedAt: true, _count: { select: { flavors: true } } },
    }),
    db.capability.findMany({ select: { key: true, bit: true } }),
  ]);
  return rows.map(({ editedAt, _count, demands, ...row }) => ({ ...row, demands: keysOfMask(demands, capabilities), sizes: _count.flavors, isEdited: editedAt !== null }));
}

/** The known sizes of a family, smallest first. */
export async function listSizes(_actor: Actor, family: string): Promise<SizeRow[]> {
  const rows = await db.flavor.findMany({ where: { family: { name: family } }, orderBy: [{ vcpus: "asc" }, { ramMib: "asc" }, { name: "asc" }], select: { name: true, vcpus: true, ramMib: true, diskGib: true, editedAt: true } });
  return rows.map(({ editedAt, ...row }) => ({ ...row, isEdited: editedAt !== null }));
}

/** A family as its form holds it; null when there is none of that name. */
export async function readFamilyState(name: string, from: Transaction = db): Promise<(Present<FamilyValues> & { editedAt: Date | null }) | null> {
  const family = await from.flavorFamily.findUnique({
    where: { name },
    select: { id: true, revision: true, editedAt: true, title: true, description: true, hypervisor: true, architecture: true, firmware: true, demands: true, liveMigration: true, srIov: true, infiniband: true, localDisks: true, gpu: true },
  });
  if (!family) return null;
  const capabilities = await from.capability.findMany({ select: { key: true, bit: true } });
  const { id, revision, editedAt, demands, liveMigration, srIov, infiniband, ...plain } = family;
  const has = { liveMigration, srIov, infiniband };
  return { id, revision, editedAt, values: { ...plain, demands: keysOfMask(demands, capabilities), features: features.filter((feature) => has[feature]).sort() } };
}

/** What the files of the default catalog say of a family; null when they have none of that name. */
export async function readOwnFamily(name: string): Promise<FamilyValues | null> {
  const { families } = await readDefaultCatalog(join(process.cwd(), "prisma", "catalog"));
  const family = families.find((one) => one.name === name);
  if (!family) return null;
  const { title, description, hypervisor, architecture, firmware = null, demands, localDisks, gpu = null } = family;
  return { title, description, hypervisor, architecture, firmware, demands: demands.toSorted(), features: features.filter((feature) => family[feature]).sort(), localDisks, gpu };
}

/** The form's fields with the capabilities that a family can demand. */
export async function readFamilyFields(): Promise<EditField[]> {
  const capabilities = await db.capability.findMany({ orderBy: { bit: "asc" }, select: { key: true, title: true, description: true } });
  const options = capabilities.map(({ key, title, description }) => ({ value: key, label: title, hint: description }));
  return familyFields.map((field) => (field.name === "demands" ? { ...field, options } : field));
}

/** Everything that the page of a family shows; null when there is none of that name. */
export async function readFamilyEditPage(actor: Actor, name: string): Promise<(EditPage & { sizes: SizeRow[] }) | null> {
  const family = await readFamilyState(name);
  if (!family) return null;
  const [fields, sizes, history, own] = await Promise.all([readFamilyFields(), listSizes(actor, name), listEdits(actor, "flavor-family", family.id), family.editedAt ? readOwnFamily(name) : null]);
  return {
    key: name, revision: family.revision, isEdited: family.editedAt !== null, values: family.values, fields, history, sizes,
    own: own && { changes: changesBetween(family.values, own), effect: await readEffect(name, own) },
  };
}

async function readEffect(name: string, values: FamilyValues) {
  const { table, inLatest } = await readTableState();
  return effectBetween(table, withFamily(table, name, values), inLatest);
}
