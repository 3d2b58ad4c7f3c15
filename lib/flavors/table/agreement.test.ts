import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publishBuild, seedKey } from "#lib/catalog/fixture.ts";
import { loadDefaultCatalog } from "#lib/default-catalog/mutations.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { toFlavorsAnswer, toTableAnswer } from "../api/answers.ts";
import { flavorsAnswer, tableAnswer, type TableAnswer } from "../api/schema.ts";
import { readFlavorTable } from "../data.ts";
import { glanceProperties, reasonText, supports } from "../rules.ts";
import type { FlavorTable } from "../schema.ts";
import { toCsv } from "./csv.ts";
import { parseCsv } from "./testing.ts";
import { computeTable, fitOf, selectTable } from "./rules.ts";

const publicUrl = "https://images.example";
let database: TestDatabase;
let table: FlavorTable;
let api: TableAnswer;
beforeAll(async () => {
  database = await startTestDatabase();
  await loadDefaultCatalog();
  const { db } = database;
  await seedKey(db);
  const image = await db.image.findUniqueOrThrow({ where: { name: "Standard_Debian_12" }, select: { id: true, name: true } });
  const flavor = await db.flavor.findUniqueOrThrow({ where: { name: "s2.medium.4" } });
  const buildId = await publishBuild(db, image, "20261101-1");
  await db.testRun.create({ data: { buildId, attempt: 2, flavorId: flavor.id, accelerator: "kvm", verdict: "passed", finishedAt: new Date("2026-11-03T04:05:06Z") } });
  table = await readFlavorTable();
  api = tableAnswer.parse(toTableAnswer(table, { state: "all" }, publicUrl));
});
afterAll(() => database.stop());

describe("for every image of the default catalog on every family", () => {
  test("page, list of a flavor, API and CSV give the answer and the reasons of the rules", () => {
    const computed = computeTable(table);
    const columns = computed.groups.flatMap(({ families }) => families);
    const rows = new Map(computed.categories.flatMap((category) => category.rows).map((row) => [row.image.name, row]));
    const lines = new Map(parseCsv(toCsv(table, publicUrl)).map((line) => [`${line["image"]} ${line["family"]}`, line]));
    const lists = new Map(table.families.map((family) => [family.name, fitOf(table, family)]));
    const given = new Map(api.images.map((image) => [image.name, image]));
    let pairs = 0;
    for (const image of table.images) {
      for (const family of table.families) {
        const where = `${image.name} on ${family.name}`;
        const support = supports(image, family, table);
        const reasons = support.ok ? [] : support.reasons;
        const cell = computed.answers[rows.get(image.name)!.cells[columns.indexOf(family)]!]!;
        expect(cell.ok ? [] : cell.reasons, where).toEqual(reasons);
        expect(cell.ok, where).toBe(support.ok);
        const list = lists.get(family.name)!;
        expect(list.fitting.some((one) => one.image === image), where).toBe(support.ok);
        expect(list.refused.find(({ images }) => images.includes(image))?.reasons ?? [], where).toEqual(reasons);
        const answer = given.get(image.name)!.flavors[family.name]!;
        expect([answer.supported, answer.reasons.map(({ text }) => text)], where).toEqual([support.ok, reasons.map(reasonText)]);
        const line = lines.get(`${image.name} ${family.name}`)!;
        expect([line["supported"], line["reasons"]], where).toEqual([support.ok ? "yes" : "no", reasons.map(reasonText).join(" ")]);
        pairs += 1;
      }
    }
    expect(pairs).toBe(75 * 39);
    expect(lines.size).toBe(pairs);
  });

  test("a yes means that one registration in Glance carries every property that the family demands, a no for capabilities that none does", () => {
    const hardware = new Set(["architecture", "firmware", "ram", "disk"]);
    for (const image of api.images) {
      for (const family of table.families) {
        const demanded = Object.entries(glanceProperties(family.demands, table));
        const isRegistered = image.registrations.some(({ properties }) => demanded.every(([key, value]) => properties[key] === value));
        const { supported, reasons } = image.flavors[family.name]!;
        expect(isRegistered, `${image.name} on ${family.name}`).toBe(supported || reasons.every(({ code }) => hardware.has(code)));
      }
    }
  });

  test("filtering by a flavor gives exactly the images that run on it", () => {
    for (const name of ["h1.large", "s2.medium.4", "physical.s3", "e1.xlarge"]) {
      const selected = selectTable(table, { flavor: name, state: "all" });
      if (!selected.ok) expect.fail(selected.message);
      const [family] = selected.value.families;
      const expected = selected.value.images.filter((image) => supports(image, family!, table).ok);
      expect(fitOf(selected.value, family!).fitting.map(({ image }) => image)).toEqual(expected);
      expect(expected.length).toBeGreaterThan(0);
    }
  });
});

test("a tested yes carries its evidence in JSON and CSV", () => {
  const url = `${publicUrl}/images/Standard_Debian_12/20261101-1#tests`;
  const cell = api.images.find(({ name }) => name === "Standard_Debian_12")!.flavors["s2"];
  expect(cell).toEqual({ supported: true, reasons: [], evidence: { flavor: "s2.medium.4", version: "20261101-1", verdict: "passed", finishedAt: "2026-11-03T04:05:06.000Z", url } });
  const line = parseCsv(toCsv(table, publicUrl)).find(({ image, family }) => image === "Standard_Debian_12" && family === "s2");
  expect(line).toMatchObject({ tested_flavor: "s2.medium.4", tested_version: "20261101-1", tested_verdict: "passed", tested_at: "2026-11-03T04:05:06.000Z", tests_url: url });
});

test("the families answer by their documented shape, with demands as keys and Glance properties", () => {
  const answer = flavorsAnswer.strict().parse(toFlavorsAnswer(table.families, table, publicUrl));
  expect(answer.capabilities.map(({ bit }) => bit)).toEqual(Array.from({ length: 17 }, (_, bit) => bit));
  expect(answer.families.find(({ name }) => name === "h1")).toMatchObject({
    kind: "special-xen", sizes: [], url: `${publicUrl}/flavors/h1`,
    demands: { mask: 17, capabilities: ["xen", "high-performance"], properties: { __support_xen: "true", __support_highperformance: "true" } },
  });
  expect(answer.coexistence).toContainEqual({ capability: "infiniband", excludes: "xen", reason: expect.stringContaining("KVM hosts only") });
});
