import type { Outcome } from "#lib/errors.ts";
import { familyOfFlavor } from "../names.ts";
import { hasBit, supports } from "../rules.ts";
import type { FlavorFamily, FlavorTable, Support, TableImage } from "../schema.ts";
import { categories, familyKinds, type Answer, type ComputedTable, type FamilyFit, type FamilyKind, type RowAnswer, type TablePage, type TableQuery, type TableRow } from "./schema.ts";

/** What a family is for: general machines have no hardware of their own. */
export function kindOf({ hypervisor, srIov, localDisks, gpu, infiniband }: FlavorFamily): FamilyKind {
  if (hypervisor === "bare_metal") return "bare-metal";
  const isSpecial = srIov || localDisks > 0 || gpu !== null || infiniband;
  return `${isSpecial ? "special" : "general"}-${hypervisor}`;
}

/** The part of the table that a query asks for. Fails for the name of a thing that does not exist, with a sentence that says so. */
export function selectTable(table: FlavorTable, query: TableQuery): Outcome<FlavorTable, "unknown-name"> {
  const { category, state = "active", distribution, capability, hypervisor, flavor } = query;
  const wanted = distribution?.toLowerCase();
  const ofDistribution = ({ distribution: { slug, family } }: TableImage) => slug === wanted || family.toLowerCase() === wanted;
  const known = table.capabilities.find(({ key }) => key === capability);
  const named = flavor === undefined ? null : familyOfFlavor(flavor, table.families);
  if (flavor !== undefined && !named) return unknown(`There is no flavor family for “${flavor}”.`);
  if (capability !== undefined && !known) return unknown(`There is no capability “${capability}”.`);
  if (wanted !== undefined && !table.images.some(ofDistribution)) return unknown(`There is no image of a distribution “${distribution}”.`);
  const images = table.images
    .filter((image) => state === "all" || image.isRetired === (state === "retired"))
    .filter((image) => category === undefined || image.category === category)
    .filter((image) => wanted === undefined || ofDistribution(image))
    .filter(({ capabilities }) => !known || hasBit(capabilities, known.bit));
  const families = (named ? [named] : table.families).filter((family) => hypervisor === undefined || family.hypervisor === hypervisor);
  return { ok: true, value: { ...table, images, families } };
}

function unknown(message: string): Outcome<never, "unknown-name"> {
  return { ok: false, code: "unknown-name", message };
}

const plainYes: Answer = { ok: true, evidence: null };

/** Finds the answer for each pair of image and family: that of the rules, a yes with the newest boot that shows it. */
export function answersOf(table: FlavorTable): (image: TableImage, family: FlavorFamily) => Answer {
  const evidence = new Map(table.evidence.map((one) => [`${one.image} ${one.family}`, one]));
  // Most images are alike in what decides: a thousand of them ask for a few hundred different answers.
  const known = new Map<string, Map<FlavorFamily, Support>>();
  const supportOf = (image: TableImage, family: FlavorFamily): Support => {
    const traits = [image.capabilities, image.architecture, image.firmware, image.minDiskGib, image.minRamMib].join(" ");
    const before = known.get(traits) ?? new Map<FlavorFamily, Support>();
    const support = before.get(family) ?? supports(image, family, table);
    known.set(traits, before.set(family, support));
    return support;
  };
  return (image, family) => {
    const support = supportOf(image, family);
    if (!support.ok) return support;
    const proof = evidence.get(`${image.name} ${family.name}`);
    return proof ? { ok: true, evidence: proof } : plainYes;
  };
}

/** Computes every cell. */
export function computeTable(table: FlavorTable): ComputedTable {
  const answer = answersOf(table);
  const answers = new Distinct<Answer>();
  const rowAnswers = new Distinct<RowAnswer>();
  const ofRow = new Map<string, number>();
  const groups = familyKinds
    .map((kind) => ({ kind, families: table.families.filter((family) => kindOf(family) === kind) }))
    .filter(({ families }) => families.length > 0);
  const families = groups.flatMap((group) => group.families);
  const toRow = (image: TableImage): TableRow => {
    const cells = families.map((family) => answers.placeOf(answer(image, family)));
    const key = cells.join(" ");
    const rowAnswer = ofRow.get(key) ?? rowAnswers.placeOf([...new Set(cells)].map((place) => ({ answer: place, families: families.filter((_, at) => cells[at] === place).map(({ name }) => name) })));
    ofRow.set(key, rowAnswer);
    return { image, cells, rowAnswer };
  };
  const rows = categories.map((category) => ({ category, rows: table.images.filter((image) => image.category === category).map(toRow) }));
  return { groups, categories: rows.filter((one) => one.rows.length > 0), answers: answers.all, rowAnswers: rowAnswers.all };
}

/** So many images stand on one page of the table: with forty families each, four thousand cells. */
const imagesAtOnce = 100;

/** A page of the table; the last one for a number beyond it. */
export function pageOf(table: ComputedTable, wanted: number, atOnce = imagesAtOnce): TablePage {
  const rows = table.categories.flatMap((category) => category.rows);
  const pages = Math.max(1, Math.ceil(rows.length / atOnce));
  const page = Math.min(wanted, pages);
  const shown = new Set(rows.slice((page - 1) * atOnce, page * atOnce));
  const categories = table.categories.map(({ category, rows: all }) => ({ category, rows: all.filter((row) => shown.has(row)) }));
  return { page, pages, table: { ...table, categories: categories.filter((one) => one.rows.length > 0) } };
}

/** Which images run on a family; those that do not, by their reasons, the most frequent first. */
export function fitOf(table: FlavorTable, family: FlavorFamily): FamilyFit {
  const answer = answersOf(table);
  const reasons = new Distinct<(Answer & { ok: false })["reasons"]>();
  const refused: TableImage[][] = [];
  const fitting: FamilyFit["fitting"] = [];
  for (const image of table.images) {
    const found = answer(image, family);
    if (found.ok) fitting.push({ image, evidence: found.evidence });
    else (refused[reasons.placeOf(found.reasons)] ??= []).push(image);
  }
  const groups = reasons.all.map((one, at) => ({ reasons: one, images: refused[at] ?? [] }));
  return { fitting, refused: groups.sort((one, other) => other.images.length - one.images.length) };
}

/** The families that demand each capability, by its key. */
export function familiesByDemand({ capabilities, families }: Pick<FlavorTable, "capabilities" | "families">): Record<string, string[]> {
  return Object.fromEntries(capabilities.map(({ key, bit }) => [key, families.filter(({ demands }) => hasBit(demands, bit)).map(({ name }) => name)]));
}

/** Values that differ, each once, in the order in which they came. */
class Distinct<Value extends object> {
  readonly all: Value[] = [];
  readonly #places = new Map<string, number>();
  readonly #seen = new Map<Value, number>();

  placeOf(value: Value): number {
    const seen = this.#seen.get(value) ?? this.#find(value);
    this.#seen.set(value, seen);
    return seen;
  }

  #find(value: Value): number {
    const key = JSON.stringify(value);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.all.length);
    return this.all.push(value) - 1;
  }
}
