import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDefaultCatalog } from "#lib/default-catalog/mutations.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { readFlavorTable } from "../data.ts";
import type { FlavorEvidence, FlavorTable } from "../schema.ts";
import { computeTable, familiesByDemand, fitOf, pageOf, selectTable } from "./rules.ts";
import type { TableQuery } from "./schema.ts";

const evidence: FlavorEvidence = { image: "Standard_Debian_12", family: "s2", flavor: "s2.medium.4", version: "20261101-1", verdict: "passed", finishedAt: new Date("2026-11-03") };

let database: TestDatabase;
let table: FlavorTable;
beforeAll(async () => {
  database = await startTestDatabase();
  await loadDefaultCatalog();
  table = { ...(await readFlavorTable()), evidence: [evidence] };
});
afterAll(() => database.stop());

const select = (query: TableQuery): FlavorTable => {
  const selected = selectTable(table, query);
  if (!selected.ok) throw new Error(selected.message);
  return selected.value;
};
const namesOf = (entries: { name: string }[]) => entries.map(({ name }) => name);

test("the table leaves retired images out until they are asked for", () => {
  expect(select({}).images.some(({ isRetired }) => isRetired)).toBe(false);
  expect(select({ state: "retired" }).images.every(({ isRetired }) => isRetired)).toBe(true);
  expect(select({ state: "all" }).images).toHaveLength(table.images.length);
});

test("images are filtered by category, distribution and capability, families by hypervisor, all together", () => {
  expect(select({ category: "Enterprise" }).images.every(({ name }) => name.startsWith("Enterprise_"))).toBe(true);
  expect(namesOf(select({ distribution: "debian-12", state: "all" }).images)).toEqual(["Standard_Debian_12"]);
  expect(namesOf(select({ distribution: "DEBIAN" }).images).sort()).toEqual(["Standard_Debian_12", "Standard_Debian_13"]);
  expect(select({ capability: "xen-hana" }).images).toEqual([]);
  expect(select({ capability: "xen-hana", state: "all" }).images.every(({ name }) => name.includes("SAPHANA"))).toBe(true);
  expect(select({ hypervisor: "bare_metal" }).families.every(({ name }) => name.startsWith("physical."))).toBe(true);
  const both = select({ category: "Standard", capability: "bare-metal", hypervisor: "xen", state: "all" });
  expect(both.images.length).toBeGreaterThan(0);
  expect(both.families).toHaveLength(9);
});

test("a flavor leaves its family, with the asked size alone", () => {
  expect(select({ flavor: "h1.large" }).families).toMatchObject([{ name: "h1", sizes: [] }]);
  expect(select({ flavor: "e1.xlarge" }).families).toMatchObject([{ name: "e1", sizes: [{ name: "e1.xlarge", ramMib: 131_072 }] }]);
});

test.each([
  [{ flavor: "zz.large" }, "There is no flavor family for “zz.large”."],
  [{ capability: "flight" }, "There is no capability “flight”."],
  [{ distribution: "BeOS" }, "There is no image of a distribution “BeOS”."],
])("%j is refused, because it names nothing", (query, message) => {
  expect(selectTable(table, query)).toEqual({ ok: false, code: "unknown-name", message });
});

test("columns stand in groups by use and hypervisor, each family once", () => {
  const { groups } = computeTable(table);
  expect(groups.map(({ kind, families }) => [kind, families.length])).toEqual([["general-xen", 4], ["general-kvm", 10], ["special-xen", 5], ["special-kvm", 7], ["bare-metal", 13]]);
  expect(groups.flatMap(({ families }) => namesOf(families)).sort()).toEqual(namesOf(table.families).sort());
});

test("answers are kept once; a boot makes an answer of its own", () => {
  const { answers, rowAnswers, categories } = computeTable(table);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(answers.length);
  expect(answers.length).toBeLessThan(80);
  expect(answers.filter((answer) => answer.ok)).toEqual(expect.arrayContaining([{ ok: true, evidence: null }, { ok: true, evidence }]));
  const debian = categories.flatMap(({ rows }) => rows).find(({ image }) => image.name === "Standard_Debian_12")!;
  expect(answers[debian.cells[4]!]).toEqual({ ok: true, evidence });
  expect(answers[debian.cells[5]!]).toEqual({ ok: true, evidence: null });
  const row = rowAnswers[debian.rowAnswer]!;
  expect(row.find(({ answer }) => answer === debian.cells[5])!.families).toEqual(["s3", "s7n", "c3", "c4", "c7n", "m2", "m3", "m4", "m7n"]);
  expect(row.flatMap(({ families }) => families)).toHaveLength(39);
});

test("what does not run on a family is gathered by its reasons, the most frequent first", () => {
  const h1 = table.families.find(({ name }) => name === "h1")!;
  const { fitting, refused } = fitOf(table, h1);
  expect(fitting.length + refused.reduce((sum, { images }) => sum + images.length, 0)).toBe(table.images.length);
  const counts = refused.map(({ images }) => images.length);
  expect(counts).toEqual(counts.toSorted((one, other) => other - one));
  expect(refused[0]!.reasons.map((reason) => reason.code === "missing-capability" && reason.capability)).toEqual(["xen", "high-performance"]);
});

test("each capability knows the families that demand it", () => {
  expect(familiesByDemand(table)).toMatchObject({ infiniband: ["h2", "hl1"], "xen-hana": ["e1", "e2"], "kvm-fpga": [] });
});

test("page by page the table has each row once, in its order, with the cells of the whole", () => {
  const whole = computeTable(select({ state: "all" }));
  const rowsOf = ({ categories }: typeof whole) => categories.flatMap(({ category, rows }) => rows.map((row) => ({ category, row })));
  const { pages } = pageOf(whole, 1, 30);
  expect(pages).toBe(Math.ceil(table.images.length / 30));
  expect(pages).toBeGreaterThan(1);
  const all = Array.from({ length: pages }, (_, at) => rowsOf(pageOf(whole, at + 1, 30).table));
  expect(all[0]).toHaveLength(30);
  expect(all.flat()).toEqual(rowsOf(whole));
  expect(pageOf(whole, 99, 30).page).toBe(pages);
  expect(pageOf(computeTable(select({ flavor: "h1", capability: "xen-hana" })), 3)).toMatchObject({ page: 1, pages: 1, table: { categories: [] } });
});
