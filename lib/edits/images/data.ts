import { join } from "node:path";
import type { Actor } from "#lib/auth/actor.ts";
import { db, type Transaction } from "#lib/db.ts";
import { readDefaultCatalog } from "#lib/default-catalog/read.ts";
import { listRecipeNames } from "#lib/recipes/load.ts";
import { listEdits, readTableState } from "../data.ts";
import { changesBetween, effectBetween, keysOfMask, toDay } from "../rules.ts";
import type { EditField, EditPage, FieldOption, Present } from "../schema.ts";
import { findImageErrors, hardwareIsFixed, withImage } from "./rules.ts";
import { imageFields, newImageFields, type ImageListView, type ImageRow, type ImageValues } from "./schema.ts";

const recipesFolder = () => join(process.cwd(), "recipes");

/** The images of a state, or of all with the active ones first, whose names hold these letters. */
export async function listImageRows(_actor: Actor, { q = "", state = "all" }: Partial<Omit<ImageListView, "page">> = {}): Promise<ImageRow[]> {
  const rows = await db.image.findMany({
    where: { ...(state === "all" ? {} : { state }), ...(q ? { name: { contains: q, mode: "insensitive" } } : {}) },
    orderBy: [{ state: "asc" }, { name: "asc" }],
    take: 2_000,
    select: { name: true, summary: true, state: true, architecture: true, firmware: true, recipeName: true, editedAt: true, channels: { where: { name: "latest" }, select: { build: { select: { version: true } } } } },
  });
  return rows.map(({ editedAt, channels, ...row }) => ({ ...row, isEdited: editedAt !== null, latestVersion: channels[0]?.build.version ?? null }));
}

type ImageState = Present<ImageValues> & { editedAt: Date | null; distribution: string };

/** An image as its form holds it; null when there is none of that name. */
export async function readImageState(name: string, from: Transaction = db): Promise<ImageState | null> {
  const image = await from.image.findUnique({
    where: { name },
    select: {
      id: true, revision: true, editedAt: true, summary: true, description: true, loginUser: true, architecture: true, firmware: true, minDiskGib: true, minRamMib: true, capabilities: true,
      recipeName: true, state: true, retiredOn: true, replacement: { select: { name: true } }, promotionPolicy: true, retentionDays: true, refreshDays: true, distribution: { select: { name: true } },
    },
  });
  if (!image) return null;
  const capabilities = await from.capability.findMany({ select: { key: true, bit: true } });
  const { id, revision, editedAt, distribution, capabilities: mask, recipeName: recipe, retiredOn, replacement, ...plain } = image;
  const values = { ...plain, capabilities: keysOfMask(mask, capabilities), recipe, retiredOn: toDay(retiredOn), replacement: replacement?.name ?? null };
  return { id, revision, editedAt, distribution: distribution.name, values };
}

/** What the files of the default catalog say of an image, with its policies as they are; null when they have none of that name. */
export async function readOwnImage(name: string, { promotionPolicy, retentionDays, refreshDays }: ImageValues): Promise<ImageValues | null> {
  const { images } = await readDefaultCatalog(join(process.cwd(), "prisma", "catalog"));
  const image = images.find((one) => one.name === name);
  if (!image) return null;
  const { summary, description, loginUser, architecture, firmware, minDiskGib, minRamMib, capabilities, recipe = null, state, retiredOn = null, replacement = null } = image;
  return { summary, description, loginUser, architecture, firmware, minDiskGib, minRamMib, capabilities: capabilities.toSorted(), recipe, state, retiredOn: toDay(retiredOn), replacement, promotionPolicy, retentionDays, refreshDays };
}

/** What is wrong with an image's values in the light of the rest of the catalog; see {@link findImageErrors}. */
export async function checkImage(tx: Transaction, name: string, wanted: ImageValues, present: Present<ImageValues> | null): Promise<Record<string, string[]> | null> {
  const image = { image: { name } };
  const published = await tx.build.findFirst({ where: { ...image, publishedAt: { not: null } }, select: { id: true } });
  const { _max } = await tx.build.aggregate({ where: { ...image, channel: { isNot: null } }, _max: { virtualSizeBytes: true } });
  const capabilities = await tx.capability.findMany({ select: { key: true } });
  const images = await tx.image.findMany({ select: { name: true, replacement: { select: { name: true } } } });
  return findImageErrors(name, wanted, {
    present: present?.values ?? null,
    hasPublishedBuilds: published !== null,
    largestDiskBytes: _max.virtualSizeBytes,
    capabilityKeys: capabilities.map(({ key }) => key),
    recipeNames: await listKnownRecipes(present?.values.recipe ?? null),
    replacements: new Map(images.map((one) => [one.name, one.replacement?.name ?? null])),
  });
}

/** The names of the recipes, and that which the image has already, also where its folder is gone. */
async function listKnownRecipes(present: string | null): Promise<string[]> {
  return [...new Set([...(await listRecipeNames(recipesFolder())), ...(present === null ? [] : [present])])].sort();
}

/** The form's fields with their options; those of the hardware are locked once a build is published. */
export async function readImageFields(name: string | null, recipe: string | null = null): Promise<EditField[]> {
  const [capabilities, images, published, recipes, distributions] = await Promise.all([
    db.capability.findMany({ orderBy: { bit: "asc" }, select: { key: true, title: true, description: true } }),
    db.image.findMany({ where: name === null ? {} : { name: { not: name } }, orderBy: [{ state: "asc" }, { name: "asc" }], select: { name: true } }),
    name === null ? null : db.build.findFirst({ where: { image: { name }, publishedAt: { not: null } }, select: { id: true } }),
    listKnownRecipes(recipe),
    db.distribution.findMany({ orderBy: [{ family: "asc" }, { release: "asc" }], select: { slug: true, name: true } }),
  ]);
  const none = { value: "", label: "none" };
  const named = (one: string): FieldOption => ({ value: one, label: one });
  const options: Record<string, FieldOption[]> = {
    capabilities: capabilities.map(({ key, title, description }) => ({ value: key, label: title, hint: description })),
    replacement: [none, ...images.map((one) => named(one.name))],
    recipe: [none, ...recipes.map(named)],
    distribution: [{ value: "", label: "Choose …" }, ...distributions.map(({ slug, name: title }) => ({ value: slug, label: title }))],
  };
  const isFixed = published !== null;
  return [...(name === null ? newImageFields : []), ...imageFields].map((field) => ({
    ...field,
    ...(options[field.name] ? { options: options[field.name] ?? [] } : {}),
    ...(isFixed && (field.name === "architecture" || field.name === "firmware") ? { locked: hardwareIsFixed } : {}),
  }));
}

/** Everything that the page of an image shows; null when there is none of that name. */
export async function readImageEditPage(actor: Actor, name: string): Promise<(EditPage & { distribution: string }) | null> {
  const image = await readImageState(name);
  if (!image) return null;
  const [fields, history, own] = await Promise.all([readImageFields(name, image.values.recipe), listEdits(actor, "image", image.id), image.editedAt ? readOwnImage(name, image.values) : null]);
  return {
    key: name, revision: image.revision, isEdited: image.editedAt !== null, values: image.values, fields, history, distribution: image.distribution,
    own: own && { changes: changesBetween(image.values, own), effect: await readEffect(name, own) },
  };
}

async function readEffect(name: string, values: ImageValues) {
  const { table, inLatest } = await readTableState();
  return effectBetween(table, withImage(table, name, values), inLatest);
}
