import { localizeHref, type Locale } from "#lib/locales.ts";
import type { Architecture, CatalogRow, Category, ImageCondition } from "#lib/catalog/schema.ts";

/** The filters of the catalog that take several values, in the order of the page. */
export const facetFields = ["state", "category", "distribution", "architecture", "firmware", "capability"] as const;
export type FacetField = (typeof facetFields)[number];

export const sorts = ["name", "newest", "size", "used"] as const;
export type Sort = (typeof sorts)[number];
export const views = ["list", "table"] as const;
export type View = (typeof views)[number];

export const conditions = ["current", "stale", "withdrawn", "unbuilt", "retired"] as const satisfies ImageCondition[];
export const categories = ["Standard", "Enterprise", "Community", "Vendor", "Beta"] as const satisfies Category[];
export const architectures = ["x86_64", "aarch64"] as const satisfies Architecture[];
export const firmwares = ["bios", "uefi"] as const;

/** Every parameter of `/images` and `GET /api/v1/images`. */
export const queryFields = ["q", ...facetFields, "flavor", "sort", "view", "page"] as const;
export type QueryField = (typeof queryFields)[number];

/** What a visitor asks the catalog for. A filter without values asks for nothing; values of one filter are alternatives, capabilities are not. */
export type CatalogQuery = Record<FacetField, string[]> & { q: string; flavor: string; sort: Sort; view: View; page: number };

export const emptyQuery: CatalogQuery = {
  q: "", flavor: "", sort: "name", view: "list", page: 1, state: [], category: [], distribution: [], architecture: [], firmware: [], capability: [],
};

/** A parameter whose value the catalog does not know; `known` are the values that it takes, none where there are too many to name. */
export type QueryProblem = { field: string; value: string; known: string[] };

/** One image as the catalog keeps it for searching; everything in text that is searched is in `words`, lower case. */
export type CatalogEntry = CatalogRow & {
  category: Category;
  family: string;
  firmware: (typeof firmwares)[number];
  capabilityMask: number;
  capabilities: string[];
  minDiskGib: number;
  minRamMib: number;
  /** In the last 30 days. */
  downloads: number;
  /** The flavor families whose rule says yes, in their order. */
  runsOn: string[];
  words: string;
};

export type FacetValue = { value: string; title: string; count: number; isChosen: boolean };
export type Facet = { field: FacetField; values: FacetValue[] };
export type FlavorValue = { name: string; title: string; count: number; isChosen: boolean };

/** A page of results, with how many there are under each value of each filter beside the other filters. */
export type CatalogPage = {
  query: CatalogQuery;
  rows: CatalogEntry[];
  total: number;
  pages: number;
  facets: Facet[];
  flavors: FlavorValue[];
  /** Names of flavors that the field may complete. */
  flavorNames: string[];
  /** Retired images that fit as well and were not asked for. */
  hiddenRetired: number;
  /** When nothing fits: the filters of which each one alone, left out, would show so many images. */
  remedies: { field: FacetField | "q" | "flavor"; count: number }[];
};

/** The address of the catalog for a query in a language; what is as usual is left out. */
export function catalogHref(query: CatalogQuery, change: Partial<CatalogQuery> = {}, locale: Locale = "en"): string {
  const search = searchOf({ ...query, page: 1, ...change });
  return localizeHref(search ? `/images?${search}` : "/images", locale);
}

/** A query as the search part of an address, without the `?`. */
export function searchOf(query: CatalogQuery): string {
  const search = new URLSearchParams();
  for (const [name, value] of parametersOf(query)) search.append(name, value);
  return search.toString();
}

/** A query as names and values in the order of `queryFields`; what is as usual is left out. */
export function parametersOf(query: CatalogQuery): [QueryField, string][] {
  return queryFields.flatMap((field) => {
    const value = query[field];
    if (Array.isArray(value)) return value.map((one): [QueryField, string] => [field, one]);
    return value === emptyQuery[field] ? [] : [[field, String(value)] as [QueryField, string]];
  });
}

/** The values of a filter with `value` added, or taken away when it is chosen. */
export function toggled(query: CatalogQuery, field: FacetField, value: string): string[] {
  const values = query[field];
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
}
