import type { DefaultCatalog } from "./schema.ts";

/** Default catalog that cannot be used; the message names file, place, value and what is expected. */
export class CatalogError extends Error {
  override readonly name = "CatalogError";
}

/** The bitmask of capability keys that {@link findProblems} has found to exist. */
export function maskOf(keys: string[], { capabilities }: Pick<DefaultCatalog, "capabilities">): number {
  return capabilities.reduce((mask, { key, bit }) => (keys.includes(key) ? mask | (1 << bit) : mask), 0);
}

/** The pairs of bits that may not stand beside each other, each pair once. */
export function excludedPairs({ capabilities, coexistence }: Pick<DefaultCatalog, "capabilities" | "coexistence">): { bit: number; excludedBit: number; reason: string }[] {
  const bits = new Map(capabilities.map(({ key, bit }) => [key, bit]));
  const pairs = new Map<string, { bit: number; excludedBit: number; reason: string }>();
  for (const { of, excludes, reason } of coexistence) {
    for (const [one, other] of of.flatMap((from) => excludes.map((to) => [bits.get(from), bits.get(to)]))) {
      if (one === undefined || other === undefined || one === other || pairs.has(`${other}-${one}`)) continue;
      pairs.set(`${one}-${other}`, { bit: one, excludedBit: other, reason });
    }
  }
  return [...pairs.values()];
}

/** The images in an order in which each comes after the one that replaces it. Throws {@link CatalogError} for a circle. */
export function afterReplacements<T extends { name: string; replacement?: string | undefined }>(images: T[]): T[] {
  const placed = new Set<string>();
  const ordered: T[] = [];
  let waiting = images;
  while (waiting.length > 0) {
    const ready = waiting.filter(({ replacement }) => replacement === undefined || placed.has(replacement));
    if (ready.length === 0) throw new CatalogError(`images replace each other in a circle: ${waiting.map(({ name }) => name).join(", ")}; let one of them name no replacement`);
    for (const image of ready) placed.add(image.name);
    ordered.push(...ready);
    waiting = waiting.filter(({ name }) => !placed.has(name));
  }
  return ordered;
}

/** What the files say about each other and does not hold, one line each: names that stand twice, and names of nothing. */
export function findProblems(catalog: DefaultCatalog): string[] {
  const { capabilities, coexistence, families, distributions, images, issues, keys } = catalog;
  const known = {
    capability: new Set(capabilities.map(({ key }) => key)),
    distribution: new Set(distributions.map(({ slug }) => slug)),
    image: new Set(images.map(({ name }) => name)),
    family: new Set(families.map(({ name }) => name)),
  };
  const homes = { capability: "capabilities.yaml", distribution: "distributions.yaml", image: "images.yaml or historic-images.yaml", family: "flavors.yaml" };
  const missing = (where: string, kind: keyof typeof known, names: string[]) =>
    names.filter((name) => !known[kind].has(name)).map((name) => `${where}: "${name}" is no ${kind}; use one of ${homes[kind]}, or add it there`);
  const twice = (where: string, names: (string | number)[]) =>
    names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${where}: "${name}" stands twice; leave one`);
  return [
    ...twice("capabilities.yaml: capabilities.key", capabilities.map(({ key }) => key)),
    ...twice("capabilities.yaml: capabilities.bit", capabilities.map(({ bit }) => bit)),
    ...twice("flavors.yaml: families.name", families.map(({ name }) => name)),
    ...twice("flavors.yaml: families.sizes.name", families.flatMap(({ sizes }) => sizes.map(({ name }) => name))),
    ...twice("distributions.yaml: distributions.slug", distributions.map(({ slug }) => slug)),
    ...twice("images.yaml, historic-images.yaml: images.name", images.map(({ name }) => name)),
    ...twice("known-issues.yaml: issues.slug", issues.map(({ slug }) => slug)),
    ...twice("signing-keys.yaml: keys.fingerprint", keys.map(({ fingerprint }) => fingerprint)),
    ...coexistence.flatMap(({ of, excludes }, at) => missing(`capabilities.yaml: coexistence.${at}`, "capability", [...of, ...excludes])),
    ...families.flatMap(({ name, demands }) => missing(`flavors.yaml: ${name}.demands`, "capability", demands)),
    ...images.flatMap(({ name, state, distribution, capabilities: own, replacement }) => {
      const file = state === "active" ? "images.yaml" : "historic-images.yaml";
      return [
        ...missing(`${file}: ${name}.distribution`, "distribution", [distribution]),
        ...missing(`${file}: ${name}.capabilities`, "capability", own),
        ...missing(`${file}: ${name}.replacement`, "image", replacement ? [replacement] : []),
      ];
    }),
    ...issues.flatMap(({ slug, concerns }) => [
      ...missing(`known-issues.yaml: ${slug}.concerns.images`, "image", concerns.images),
      ...missing(`known-issues.yaml: ${slug}.concerns.distributions`, "distribution", concerns.distributions),
      ...missing(`known-issues.yaml: ${slug}.concerns.families`, "family", concerns.families),
    ]),
  ];
}
