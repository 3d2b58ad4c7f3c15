import { join } from "node:path";
import type { Actor } from "#lib/auth/actor.ts";
import { db, type Transaction } from "#lib/db.ts";
import { readDefaultCatalog } from "#lib/default-catalog/read.ts";
import { hasBit } from "#lib/flavors/rules.ts";
import { listEdits } from "../data.ts";
import { changesBetween } from "../rules.ts";
import type { EditField, EditPage, Present } from "../schema.ts";
import { propertyLock } from "./rules.ts";
import { capabilityFields, type CapabilityRow, type CapabilityValues } from "./schema.ts";

/** All capabilities by their bits, with how many images have and which families demand each. */
export async function listCapabilityRows(_actor: Actor): Promise<CapabilityRow[]> {
  const [rows, images, families] = await Promise.all([
    db.capability.findMany({ orderBy: { bit: "asc" }, select: { bit: true, key: true, title: true, description: true, glanceProperty: true, glanceValue: true, editedAt: true } }),
    db.image.findMany({ select: { capabilities: true } }),
    db.flavorFamily.findMany({ orderBy: [{ position: "asc" }, { name: "asc" }], select: { name: true, demands: true } }),
  ]);
  return rows.map(({ editedAt, ...row }) => ({
    ...row,
    isEdited: editedAt !== null,
    images: images.filter(({ capabilities }) => hasBit(capabilities, row.bit)).length,
    families: families.filter(({ demands }) => hasBit(demands, row.bit)).map(({ name }) => name),
  }));
}

type CapabilityState = Present<CapabilityValues> & { bit: number; editedAt: Date | null };

/** A capability as its form holds it; null when there is none of that key. */
export async function readCapabilityState(key: string, from: Transaction = db): Promise<CapabilityState | null> {
  const capability = await from.capability.findUnique({ where: { key }, select: { bit: true, revision: true, editedAt: true, title: true, description: true, glanceProperty: true, glanceValue: true } });
  if (!capability) return null;
  const { bit, revision, editedAt, ...values } = capability;
  return { id: key, bit, revision, editedAt, values };
}

/** The images with a published build that carry a bit. Their registrations are found and mended by the property's name. */
export async function listPublishedCarriers(bit: number, from: Transaction = db): Promise<string[]> {
  const images = await from.image.findMany({ where: { builds: { some: { publishedAt: { not: null } } } }, orderBy: { name: "asc" }, select: { name: true, capabilities: true } });
  return images.filter(({ capabilities }) => hasBit(capabilities, bit)).map(({ name }) => name);
}

/** What the files of the default catalog say of a capability; null when they have none of that key. */
export async function readOwnCapability(key: string): Promise<CapabilityValues | null> {
  const { capabilities } = await readDefaultCatalog(join(process.cwd(), "prisma", "catalog"));
  const capability = capabilities.find((one) => one.key === key);
  if (!capability) return null;
  const { title, description, glanceProperty, glanceValue } = capability;
  return { title, description, glanceProperty, glanceValue };
}

/** Everything that the page of a capability shows; null when there is none of that key. */
export async function readCapabilityPage(actor: Actor, key: string): Promise<(EditPage & { bit: number }) | null> {
  const capability = await readCapabilityState(key);
  if (!capability) return null;
  const [carriers, history, own] = await Promise.all([listPublishedCarriers(capability.bit), listEdits(actor, "capability", key), capability.editedAt ? readOwnCapability(key) : null]);
  return {
    key, bit: capability.bit, revision: capability.revision, isEdited: capability.editedAt !== null, values: capability.values, fields: withLock(propertyLock(carriers)), history,
    own: own && { changes: changesBetween(capability.values, own), effect: null },
  };
}

function withLock(locked: string | null): EditField[] {
  return capabilityFields.map((field) => (locked !== null && field.name.startsWith("glance") ? { ...field, locked } : field));
}
