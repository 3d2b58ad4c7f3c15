import { z } from "zod";
import type { Category } from "#lib/catalog/schema.ts";
import type { FlavorEvidence, FlavorFamily, Reason, TableImage } from "../schema.ts";

export const categories = ["Standard", "Enterprise", "Community", "Vendor", "Beta"] as const satisfies readonly Category[];
export const states = ["active", "retired", "all"] as const;
export const hypervisors = ["xen", "kvm", "bare_metal"] as const;

// A form without JavaScript sends its empty fields too.
const name = z.preprocess((value) => (value === "" ? undefined : value), z.string().trim().min(1).max(80).optional());
const choice = <Value extends string>(values: readonly Value[]) => z.preprocess((value) => (value === "" ? undefined : value), z.enum(values).optional());

/**
 * What of the table is asked for, as it stands in an address: images by category, state, distribution (its slug or its
 * family's name) and capability (its key); flavor families by hypervisor, or one alone by the name of a flavor or family.
 */
export const tableQuerySchema = z.object({
  category: choice(categories).describe("Images of this category alone"),
  state: choice(states).describe("Images that are active (the default), retired, or all"),
  distribution: name.describe("Images of this distribution alone: its slug (debian-12) or its family (Debian)"),
  capability: name.describe("Images with this capability alone, by its key"),
  hypervisor: choice(hypervisors).describe("Flavor families on this hypervisor alone"),
  flavor: name.describe("This flavor (h1.large) or flavor family (h1) alone"),
});

export type TableQuery = z.infer<typeof tableQuerySchema>;

/** Reads the address of a page: what means nothing is left out rather than refused. */
export function readTableQuery(params: Record<string, unknown>): TableQuery {
  const read = tableQuerySchema.safeParse(params);
  if (read.success) return read.data;
  const wrong = new Set(read.error.issues.map(({ path }) => path[0]));
  return tableQuerySchema.parse(Object.fromEntries(Object.entries(params).filter(([key]) => !wrong.has(key))));
}

/** The address part of a query, with its leading `?`; empty when nothing is asked for. */
export function tableQueryString(query: TableQuery): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return set.length > 0 ? `?${new URLSearchParams(set)}` : "";
}

/** Which page of the table an address asks for (`?page=2`); the first for anything else. */
export function readTablePage({ page }: Record<string, unknown>): number {
  return typeof page === "string" && /^[1-9][0-9]{0,4}$/.test(page) ? Number(page) : 1;
}

/** The address of a page of the table, without the language. */
export function tablePageHref(query: TableQuery, page: number): string {
  const asked = tableQueryString(query);
  return `/flavors${page === 1 ? asked : `${asked === "" ? "?" : `${asked}&`}page=${page}`}`;
}

/** Families of the same use: general machines, and those with special hardware, by hypervisor; whole servers. */
export const familyKinds = ["general-xen", "general-kvm", "special-xen", "special-kvm", "bare-metal"] as const;
export type FamilyKind = (typeof familyKinds)[number];

/** What one cell of the table says. */
export type Answer = { ok: true; evidence: FlavorEvidence | null } | { ok: false; reasons: [Reason, ...Reason[]] };

/** One image with the place of its answer in `answers` for each family, and of the whole row in `rowAnswers`. */
export type TableRow = { image: TableImage; cells: number[]; rowAnswer: number };

/** The families that get the same answer from one image. */
export type RowAnswer = { answer: number; families: string[] }[];

/**
 * The computed table. Most cells say the same, so each different answer is kept once and cells point to it.
 * The cells of a row are in the order of the families in `groups`.
 */
export type ComputedTable = {
  groups: { kind: FamilyKind; families: FlavorFamily[] }[];
  categories: { category: Category; rows: TableRow[] }[];
  answers: Answer[];
  rowAnswers: RowAnswer[];
};

/** Some rows of a table, and which page of how many that is. */
export type TablePage = { table: ComputedTable; page: number; pages: number };

/** The images that run on one family, and those that do not, together with the others that are refused for the same reasons. */
export type FamilyFit = {
  fitting: { image: TableImage; evidence: FlavorEvidence | null }[];
  refused: { reasons: [Reason, ...Reason[]]; images: TableImage[] }[];
};
