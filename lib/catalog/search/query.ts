import { architectures, categories, conditions, emptyQuery, facetFields, firmwares, queryFields, sorts, views } from "./schema.ts";
import type { CatalogQuery, FacetField, QueryField, QueryProblem } from "./schema.ts";

/** The parameters of a request as they came: a name may stand several times. */
export type RawQuery = Record<string, string | string[] | undefined>;

const longest = 100;
const otherNames: Partial<Record<FacetField, Record<string, string>>> = { architecture: { amd64: "x86_64", "x86-64": "x86_64", arm64: "aarch64" } };
const fixed: Partial<Record<QueryField, readonly string[]>> = { state: conditions, category: categories, architecture: architectures, firmware: firmwares, sort: sorts, view: views };

/**
 * Reads the parameters of the catalog. Values are compared without case and kept as the catalog writes them; an empty value
 * is none. `known` are the values of the filters whose values stand in the database. A value that is unknown is a
 * problem, never an empty list of images; with `isStrict`, so is a parameter of an unknown name.
 */
export function readQuery(raw: RawQuery, known: { distribution: string[]; capability: string[] }, isStrict = false): { query: CatalogQuery; problems: QueryProblem[] } {
  const problems: QueryProblem[] = [];
  const valuesOf = (field: QueryField) => [raw[field] ?? []].flat().map((value) => value.trim().slice(0, longest)).filter(Boolean);
  const canonical = (field: QueryField, value: string): string[] => {
    const allowed = fixed[field] ?? known[field as "distribution" | "capability"];
    const wanted = otherNames[field as FacetField]?.[value.toLowerCase()] ?? value;
    const found = allowed.find((one) => one.toLowerCase() === wanted.toLowerCase());
    if (found === undefined) problems.push({ field, value, known: [...allowed] });
    return found === undefined ? [] : [found];
  };
  const one = <Value extends string>(field: "sort" | "view", fallback: Value) => (valuesOf(field).slice(-1).flatMap((value) => canonical(field, value))[0] ?? fallback) as Value;
  const several = Object.fromEntries(facetFields.map((field) => [field, [...new Set(valuesOf(field).flatMap((value) => canonical(field, value)))]]));
  const query: CatalogQuery = {
    ...emptyQuery,
    ...several,
    q: valuesOf("q").at(-1)?.replaceAll(/\s+/g, " ") ?? "",
    flavor: valuesOf("flavor").at(-1)?.toLowerCase() ?? "",
    sort: one("sort", emptyQuery.sort),
    view: one("view", emptyQuery.view),
    page: readPage(valuesOf("page").at(-1), problems),
  };
  if (isStrict) problems.push(...Object.keys(raw).filter((name) => !queryFields.includes(name as QueryField)).map((name) => ({ field: name, value: "", known: [...queryFields] })));
  return { query, problems };
}

function readPage(value: string | undefined, problems: QueryProblem[]): number {
  if (value === undefined) return 1;
  if (/^[1-9][0-9]{0,5}$/.test(value)) return Number(value);
  problems.push({ field: "page", value, known: [] });
  return 1;
}
