import { familyOfFlavor } from "#lib/flavors/names.ts";
import { supports } from "#lib/flavors/rules.ts";
import type { CapabilityRules, FlavorFamily, ImageTraits } from "#lib/flavors/schema.ts";
import { searchWords } from "../rules.ts";
import { architectures, categories, conditions, facetFields, firmwares, type CatalogEntry, type CatalogPage, type CatalogQuery, type Facet, type FacetField } from "./schema.ts";

/** Everything that the catalog is searched in; `entries` are in the order of their names. */
export type SearchedCatalog = CapabilityRules & { entries: CatalogEntry[]; families: FlavorFamily[]; distributions: string[] };

export const pageSize = 50;

type Traits = Pick<CatalogEntry, "capabilityMask" | "architecture" | "firmware" | "minDiskGib" | "minRamMib">;
type Test = (entry: CatalogEntry) => boolean;
type Field = FacetField | "q" | "flavor";

/** The values of an entry that a filter compares. */
function valuesOf(entry: CatalogEntry, field: FacetField): string[] {
  switch (field) {
    case "state":
      return [entry.condition];
    case "distribution":
      return [entry.family];
    case "capability":
      return entry.capabilities;
    default:
      return [entry[field]];
  }
}

/** What `answer` gives for an image, asked once for all that are alike in what decides about flavors. */
function onceForAlike<Answer>(answer: (traits: ImageTraits) => Answer): (entry: Traits) => Answer {
  const known = new Map<string, Answer>();
  return ({ capabilityMask, architecture, firmware, minDiskGib, minRamMib }) => {
    const key = `${capabilityMask} ${architecture} ${firmware} ${minDiskGib} ${minRamMib}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const now = answer({ capabilities: capabilityMask, architecture, firmware, minDiskGib, minRamMib });
    known.set(key, now);
    return now;
  };
}

/** Adds to each image the names of the flavor families that it runs on, by the one rule of `lib/flavors`. */
export function withFamilies<Entry extends Traits>(entries: Entry[], families: FlavorFamily[], rules: CapabilityRules): (Entry & { runsOn: string[] })[] {
  const runsOn = onceForAlike((traits) => families.filter((family) => supports(traits, family, rules).ok).map(({ name }) => name));
  return entries.map((entry) => ({ ...entry, runsOn: runsOn(entry) }));
}

// A retired image is found by its name, not by what its description happens to say.
function testOfWords(q: string): Test | null {
  const words = searchWords(q);
  if (words.length === 0) return null;
  return ({ words: text, name, condition }) => {
    const searched = condition === "retired" ? name.toLowerCase() : text;
    return words.every((word) => searched.includes(word));
  };
}

function testsOf(query: CatalogQuery, catalog: SearchedCatalog): Map<Field, Test> {
  const tests = new Map<Field, Test>();
  const words = testOfWords(query.q);
  if (words) tests.set("q", words);
  const family = query.flavor ? familyOfFlavor(query.flavor, catalog.families) : null;
  if (family) tests.set("flavor", onceForAlike((traits) => supports(traits, family, catalog).ok));
  for (const field of facetFields) {
    const wanted = query[field];
    if (wanted.length === 0) continue;
    if (field === "capability") tests.set(field, ({ capabilities }) => wanted.every((value) => capabilities.includes(value)));
    else tests.set(field, (entry) => wanted.includes(valuesOf(entry, field)[0] ?? ""));
  }
  return tests;
}

/** Retired images stand in the catalog only when a state, a name or a flavor was asked for. */
export function hidesRetired({ q, state, flavor }: Pick<CatalogQuery, "q" | "state" | "flavor">): boolean {
  return q === "" && flavor === "" && state.length === 0;
}

const tierOf = ({ condition, latest }: CatalogEntry) => (condition === "retired" ? 2 : latest ? 0 : 1);
const keyOfSort = {
  name: () => 0,
  newest: ({ latest }: CatalogEntry) => -(latest?.publishedAt.getTime() ?? 0),
  size: ({ latest }: CatalogEntry) => -(latest?.sizeBytes ?? 0),
  used: ({ downloads }: CatalogEntry) => -downloads,
};

/** Images with a build first, then those without, retired ones last; among them by `sort`, then by name. A name that holds the words comes before a text that does. */
function sorted(entries: CatalogEntry[], { sort, q }: CatalogQuery): CatalogEntry[] {
  const words = sort === "name" ? searchWords(q) : [];
  const isNamed = ({ name }: CatalogEntry) => words.every((word) => name.toLowerCase().includes(word));
  const keyed = entries.map((entry) => ({ entry, tier: tierOf(entry), far: isNamed(entry) ? 0 : 1, key: keyOfSort[sort](entry) }));
  return keyed.sort((one, other) => one.tier - other.tier || one.far - other.far || one.key - other.key).map(({ entry }) => entry);
}

function titlesOf(field: FacetField, catalog: SearchedCatalog): { value: string; title: string }[] {
  if (field === "capability") return catalog.capabilities.map(({ key, title }) => ({ value: key, title }));
  const values = { state: conditions, category: categories, architecture: architectures, firmware: firmwares, distribution: catalog.distributions }[field];
  return values.map((value) => ({ value, title: value }));
}

const countOf = (entries: CatalogEntry[], valuesOfOne: (entry: CatalogEntry) => string[]) => {
  const counts = new Map<string, number>();
  for (const entry of entries) for (const value of valuesOfOne(entry)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return (value: string) => counts.get(value) ?? 0;
};

/**
 * The page of results that a query asks for. Each filter is counted under all others, so that a count says what choosing
 * the value would show. `flavor` must be of a known family.
 */
export function searchCatalog(catalog: SearchedCatalog, query: CatalogQuery): CatalogPage {
  const { entries, families } = catalog;
  const tests = testsOf(query, catalog);
  const passing = (left: Field | null, hides = hidesRetired(query)) => {
    const asked = [...tests].filter(([field]) => field !== left).map(([, test]) => test);
    return entries.filter((entry) => !(hides && entry.condition === "retired") && asked.every((test) => test(entry)));
  };
  const found = passing(null);
  const facets = facetFields.map((field): Facet => {
    // More capabilities ask for more: theirs are counted among what is found already.
    const counted = field === "state" ? passing("state", false) : field === "capability" || query[field].length === 0 ? found : passing(field);
    const count = countOf(counted, (entry) => valuesOf(entry, field));
    return { field, values: titlesOf(field, catalog).map((one) => ({ ...one, count: count(one.value), isChosen: query[field].includes(one.value) })) };
  });
  const chosen = query.flavor ? familyOfFlavor(query.flavor, families) : null;
  const onFlavor = countOf(passing("flavor", false), ({ runsOn }) => runsOn);
  const without = (field: Field) => passing(field, hidesRetired({ ...query, [field]: field === "q" || field === "flavor" ? "" : [] }));
  const start = (query.page - 1) * pageSize;
  return {
    query,
    rows: sorted(found, query).slice(start, start + pageSize),
    total: found.length,
    pages: Math.max(1, Math.ceil(found.length / pageSize)),
    facets,
    flavors: families.map(({ name, title }) => ({ name, title, count: onFlavor(name), isChosen: chosen?.name === name })),
    flavorNames: families.flatMap(({ name, sizes }) => [name, ...sizes.map((size) => size.name)]),
    hiddenRetired: hidesRetired(query) ? passing(null, false).length - found.length : 0,
    remedies: found.length > 0 ? [] : [...tests.keys()].map((field) => ({ field, count: without(field).length })).filter(({ count }) => count > 0),
  };
}
