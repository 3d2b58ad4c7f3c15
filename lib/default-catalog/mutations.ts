import { isDeepStrictEqual } from "node:util";
import { db, type Transaction } from "#lib/db.ts";
import { readDefaultCatalog } from "./read.ts";
import { afterReplacements, CatalogError, excludedPairs, findProblems, maskOf } from "./rules.ts";
import type { DefaultCatalog } from "./schema.ts";

/** How many rows were made, changed, already right, and left alone because an admin has edited them. */
export type Loaded = { created: number; updated: number; unchanged: number; kept: number };

type Row = Record<string, unknown>;
type Ids = Map<string, string>;

/**
 * Brings the default catalog into the database. What is right already is not written; what an admin has edited stays
 * as it is; nothing is ever removed. One transaction under a lock: two starts at once do it one after the other.
 * Throws `CatalogError`, with nothing written, when the files do not fit each other.
 */
export async function loadDefaultCatalog(catalog?: DefaultCatalog): Promise<Loaded> {
  const wanted = catalog ?? (await readDefaultCatalog());
  const problems = findProblems(wanted);
  if (problems.length > 0) throw new CatalogError(`The default catalog does not hold together:\n  ${problems.join("\n  ")}`);
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('default_catalog'))`;
      const loaded: Loaded = { created: 0, updated: 0, unchanged: 0, kept: 0 };
      await loadCapabilities(tx, wanted, loaded);
      await loadSigningKeys(tx, wanted, loaded);
      const families = await loadFlavors(tx, wanted, loaded);
      const distributions = await loadDistributions(tx, wanted, loaded);
      const images = await loadImages(tx, wanted, distributions, loaded);
      await loadKnownIssues(tx, wanted, { images, distributions, families }, loaded);
      return loaded;
    },
    { timeout: 60_000 },
  );
}

/** Creates or changes one row, or does nothing, and counts which. */
async function settle<Present extends Row, Written>(
  loaded: Loaded,
  present: Present | undefined,
  wanted: Row,
  write: { create: () => Promise<Written>; update: () => Promise<Written> },
): Promise<Present | Written> {
  if (!present) {
    loaded.created += 1;
    return write.create();
  }
  if (present["editedAt"]) loaded.kept += 1;
  else if (Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(present[name] ?? null, value ?? null))) loaded.unchanged += 1;
  else {
    loaded.updated += 1;
    return write.update();
  }
  return present;
}

async function loadCapabilities(tx: Transaction, catalog: DefaultCatalog, loaded: Loaded): Promise<void> {
  const present = new Map((await tx.capability.findMany()).map((row) => [row.bit, row]));
  for (const data of catalog.capabilities) {
    const known = present.get(data.bit);
    if (known && known.key !== data.key) throw new CatalogError(`capabilities.yaml: bit ${data.bit} is "${data.key}", yet this database has "${known.key}" there, and a bit is never renumbered; give "${data.key}" another bit`);
    await settle(loaded, known, data, {
      create: () => tx.capability.create({ data }),
      update: () => tx.capability.update({ where: { bit: data.bit }, data }),
    });
  }
  const rules = await tx.coexistenceRule.findMany();
  for (const data of excludedPairs(catalog)) {
    const { bit, excludedBit } = data;
    await settle(loaded, rules.find((rule) => rule.bit === bit && rule.excludedBit === excludedBit), data, {
      create: () => tx.coexistenceRule.create({ data }),
      update: () => tx.coexistenceRule.update({ where: { bit_excludedBit: { bit, excludedBit } }, data }),
    });
  }
}

async function loadSigningKeys(tx: Transaction, catalog: DefaultCatalog, loaded: Loaded): Promise<void> {
  const present = new Map((await tx.signingKey.findMany()).map((row) => [row.fingerprint, row]));
  for (const { fingerprint, ...facts } of catalog.keys) {
    const data = { fingerprint, state: "historic" as const, ...facts };
    await settle(loaded, present.get(fingerprint), data, {
      create: () => tx.signingKey.create({ data }),
      update: () => tx.signingKey.update({ where: { fingerprint }, data }),
    });
  }
}

async function loadFlavors(tx: Transaction, catalog: DefaultCatalog, loaded: Loaded): Promise<Ids> {
  const [families, flavors] = await Promise.all([tx.flavorFamily.findMany(), tx.flavor.findMany()]);
  const ids: Ids = new Map();
  for (const [position, { sizes, demands, ...family }] of catalog.families.entries()) {
    const data = { ...family, firmware: family.firmware ?? null, gpu: family.gpu ?? null, position, demands: maskOf(demands, catalog) };
    const { id: familyId } = await settle(loaded, families.find(({ name }) => name === family.name), data, {
      create: () => tx.flavorFamily.create({ data }),
      update: () => tx.flavorFamily.update({ where: { name: family.name }, data }),
    });
    ids.set(family.name, familyId);
    for (const { name, vcpus, ramGib, diskGib } of sizes) {
      const size = { familyId, name, vcpus, ramMib: ramGib * 1024, diskGib: diskGib ?? null };
      await settle(loaded, flavors.find((flavor) => flavor.name === name), size, {
        create: () => tx.flavor.create({ data: size }),
        update: () => tx.flavor.update({ where: { name }, data: size }),
      });
    }
  }
  return ids;
}

async function loadDistributions(tx: Transaction, catalog: DefaultCatalog, loaded: Loaded): Promise<Ids> {
  const present = new Map((await tx.distribution.findMany()).map((row) => [row.slug, row]));
  const ids: Ids = new Map();
  for (const { monogram, codename = null, releasedOn = null, endOfLifeOn = null, ...facts } of catalog.distributions) {
    const data = { ...facts, codename, releasedOn, endOfLifeOn, monogram: monogram.letters, monogramColor: monogram.color };
    const { id } = await settle(loaded, present.get(data.slug), data, {
      create: () => tx.distribution.create({ data }),
      update: () => tx.distribution.update({ where: { slug: data.slug }, data }),
    });
    ids.set(data.slug, id);
  }
  return ids;
}

async function loadImages(tx: Transaction, catalog: DefaultCatalog, distributions: Ids, loaded: Loaded): Promise<Ids> {
  const present = new Map((await tx.image.findMany()).map((row) => [row.name, row]));
  const ids: Ids = new Map();
  for (const { recipe, capabilities, distribution, replacement, retiredOn = null, ...facts } of afterReplacements(catalog.images)) {
    const category = facts.name.split("_")[0] as "Standard" | "Enterprise" | "Community" | "Vendor" | "Beta";
    const data = {
      ...facts,
      category,
      retiredOn,
      recipeName: recipe ?? null,
      capabilities: maskOf(capabilities, catalog),
      distributionId: idOf(distributions, distribution),
      replacementId: replacement === undefined ? null : idOf(ids, replacement),
    };
    const { id } = await settle(loaded, present.get(data.name), data, {
      create: () => tx.image.create({ data }),
      update: () => tx.image.update({ where: { name: data.name }, data }),
    });
    ids.set(data.name, id);
  }
  return ids;
}

async function loadKnownIssues(tx: Transaction, catalog: DefaultCatalog, ids: Record<"images" | "distributions" | "families", Ids>, loaded: Loaded): Promise<void> {
  const present = new Map((await tx.knownIssue.findMany({ include: { scopes: true } })).map((row) => [row.slug, row]));
  for (const { concerns, workaround = null, resolvedOn = null, ...facts } of catalog.issues) {
    const data = { ...facts, workaround, resolvedOn, state: resolvedOn ? ("resolved" as const) : ("open" as const) };
    const known = present.get(data.slug);
    const { id: issueId } = await settle(loaded, known, data, {
      create: () => tx.knownIssue.create({ data }),
      update: () => tx.knownIssue.update({ where: { slug: data.slug }, data }),
    });
    // What an edited issue concerns is the admin's too.
    if (known?.editedAt) continue;
    const scopes = [
      ...concerns.images.map((name) => ({ issueId, imageId: idOf(ids.images, name), distributionId: null, flavorFamilyId: null })),
      ...concerns.distributions.map((slug) => ({ issueId, imageId: null, distributionId: idOf(ids.distributions, slug), flavorFamilyId: null })),
      ...concerns.families.map((name) => ({ issueId, imageId: null, distributionId: null, flavorFamilyId: idOf(ids.families, name) })),
    ];
    const stands = (scope: (typeof scopes)[number]) =>
      known?.scopes.some((row) => row.imageId === scope.imageId && row.distributionId === scope.distributionId && row.flavorFamilyId === scope.flavorFamilyId);
    const fresh = scopes.filter((scope) => !stands(scope));
    if (fresh.length > 0) await tx.knownIssueScope.createMany({ data: fresh });
    loaded.created += fresh.length;
    loaded.unchanged += scopes.length - fresh.length;
  }
}

function idOf(ids: Ids, name: string): string {
  const id = ids.get(name);
  if (!id) throw new CatalogError(`the default catalog has no "${name}"`);
  return id;
}
