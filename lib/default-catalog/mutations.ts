import { isDeepStrictEqual } from "node:util";
import { db, type Transaction } from "#lib/db.ts";
import { CatalogError, maskOf, readDefaultCatalog } from "./read.ts";
import type { DefaultCatalog } from "./schema.ts";

/** How many rows were made, changed, already right, and left alone because an admin has edited them. */
export type Loaded = { created: number; updated: number; unchanged: number; kept: number };

type Row = Record<string, unknown>;

/**
 * Brings the default catalog into the database. What is right already is not written; an image that an admin has edited
 * stays as it is; nothing is ever removed. One transaction under a lock: two starts at once do it one after the other.
 */
export async function loadDefaultCatalog(catalog?: DefaultCatalog): Promise<Loaded> {
  const wanted = catalog ?? (await readDefaultCatalog());
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('default_catalog'))`;
      const loaded: Loaded = { created: 0, updated: 0, unchanged: 0, kept: 0 };
      await loadCapabilities(tx, wanted, loaded);
      await loadFlavors(tx, wanted, loaded);
      await loadImages(tx, wanted, loaded);
      return loaded;
    },
    { timeout: 60_000 },
  );
}

/** Creates or changes one row, or does nothing, and counts which. Returns whether it stood already. */
async function settle(loaded: Loaded, present: Row | null | undefined, wanted: Row, write: { create: () => Promise<unknown>; update: () => Promise<unknown> }): Promise<void> {
  if (!present) {
    await write.create();
    loaded.created += 1;
  } else if (present["editedAt"]) {
    loaded.kept += 1;
  } else if (Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(present[name] ?? null, value ?? null))) {
    loaded.unchanged += 1;
  } else {
    await write.update();
    loaded.updated += 1;
  }
}

async function loadCapabilities(tx: Transaction, catalog: DefaultCatalog, loaded: Loaded): Promise<void> {
  const present = new Map((await tx.capability.findMany()).map((row) => [row.bit, row]));
  for (const data of catalog.capabilities) {
    await settle(loaded, present.get(data.bit), data, {
      create: () => tx.capability.create({ data }),
      update: () => tx.capability.update({ where: { bit: data.bit }, data }),
    });
  }
  const bitOf = (key: string) => Math.log2(maskOf([key], catalog, "capabilities.yaml: coexistence"));
  const rules = await tx.coexistenceRule.findMany();
  for (const { of, excludes, reason } of catalog.coexistence) {
    const data = { bit: bitOf(of), excludedBit: bitOf(excludes), reason };
    const known = rules.find(({ bit, excludedBit }) => bit === data.bit && excludedBit === data.excludedBit);
    await settle(loaded, known, data, {
      create: () => tx.coexistenceRule.create({ data }),
      update: () => tx.coexistenceRule.update({ where: { bit_excludedBit: { bit: data.bit, excludedBit: data.excludedBit } }, data }),
    });
  }
}

async function loadFlavors(tx: Transaction, catalog: DefaultCatalog, loaded: Loaded): Promise<void> {
  const present = new Map((await tx.flavorFamily.findMany({ include: { flavors: true } })).map((row) => [row.name, row]));
  for (const [position, { sizes, demands, ...family }] of catalog.families.entries()) {
    const data = { ...family, position, demands: maskOf(demands, catalog, `flavors.yaml: ${family.name}.demands`) };
    const known = present.get(family.name);
    await settle(loaded, known, data, {
      create: () => tx.flavorFamily.create({ data }),
      update: () => tx.flavorFamily.update({ where: { name: family.name }, data }),
    });
    const { id: familyId } = known ?? (await tx.flavorFamily.findUniqueOrThrow({ where: { name: family.name }, select: { id: true } }));
    for (const { name, vcpus, ramGib } of sizes) {
      const size = { familyId, name, vcpus, ramMib: ramGib * 1024 };
      await settle(loaded, known?.flavors.find((flavor) => flavor.name === name), size, {
        create: () => tx.flavor.create({ data: size }),
        update: () => tx.flavor.update({ where: { name }, data: size }),
      });
    }
  }
}

async function loadImages(tx: Transaction, catalog: DefaultCatalog, loaded: Loaded): Promise<void> {
  const [distributions, images] = await Promise.all([tx.distribution.findMany(), tx.image.findMany()]);
  for (const { monogram, ...distribution } of catalog.distributions) {
    const data = { ...distribution, monogram: monogram.letters, monogramColor: monogram.color };
    await settle(loaded, distributions.find(({ slug }) => slug === data.slug), data, {
      create: () => tx.distribution.create({ data }),
      update: () => tx.distribution.update({ where: { slug: data.slug }, data }),
    });
  }
  const idOf = new Map((await tx.distribution.findMany({ select: { id: true, slug: true } })).map(({ id, slug }) => [slug, id]));
  for (const { recipe, capabilities, distribution, ...image } of catalog.images) {
    const distributionId = idOf.get(distribution);
    if (!distributionId) throw new CatalogError(`images.yaml: ${image.name}.distribution: "${distribution}" is no distribution; use a slug of the same file`);
    const category = image.name.split("_")[0] as "Standard" | "Enterprise" | "Community" | "Vendor" | "Beta";
    const data = { ...image, category, distributionId, recipeName: recipe ?? null, capabilities: maskOf(capabilities, catalog, `images.yaml: ${image.name}.capabilities`) };
    await settle(loaded, images.find(({ name }) => name === data.name), data, {
      create: () => tx.image.create({ data }),
      update: () => tx.image.update({ where: { name: data.name }, data }),
    });
  }
}
