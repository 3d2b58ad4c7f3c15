import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publishBuild, seedKey } from "#lib/catalog/fixture.ts";
import { loadDefaultCatalog } from "#lib/default-catalog/mutations.ts";
import { readFlavorTable } from "#lib/flavors/data.ts";
import { supports } from "#lib/flavors/rules.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { findImages } from "./data.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  await loadDefaultCatalog();
  await seedKey(database.db);
  const debian = await database.db.image.findUniqueOrThrow({ where: { name: "Standard_Debian_12" }, select: { id: true, name: true } });
  await publishBuild(database.db, debian, "20261120-1", { promote: true });
});
afterAll(() => database.stop());

async function find(raw: Record<string, string | string[]>) {
  const found = await findImages(raw);
  if (!found.ok) throw new Error(found.message);
  return found.value;
}

describe("the catalog", () => {
  it("lists for every family exactly the images whose rule says yes", async () => {
    const table = await readFlavorTable();
    for (const family of table.families) {
      const wanted = table.images.filter((image) => supports(image, family, table).ok).map(({ name }) => name);
      const { rows, total } = await find({ flavor: family.name });
      expect(total, family.name).toBe(wanted.length);
      if (total <= 50) expect(rows.map(({ name }) => name).sort(), family.name).toEqual(wanted.sort());
    }
  });

  it("counts each value as choosing it would show", async () => {
    const { facets } = await find({ category: "Standard" });
    for (const { field, values } of facets.filter((facet) => facet.field !== "category")) {
      for (const { value, count } of values) expect((await find({ category: "Standard", [field]: value })).total, `${field} ${value}`).toBe(count);
    }
  });

  it("shows retired images when they are asked for or named, and says how many are left out", async () => {
    const all = await find({});
    expect(all.rows.every(({ condition }) => condition !== "retired")).toBe(true);
    expect((await find({ state: "retired" })).total).toBe(all.hiddenRetired);
    expect((await find({ q: "centos 6" })).rows.map(({ name }) => name)).toContain("Standard_CentOS_6");
    expect(all.rows[0]).toMatchObject({ name: "Standard_Debian_12", latest: { version: "20261120-1" } });
  });

  it("names field, value and remedy of what it does not know, and which filter to drop when nothing fits", async () => {
    expect(await findImages({ flavor: "zz1.large", category: "Gold" })).toMatchObject({ ok: false, problems: [{ field: "category", value: "Gold" }, { field: "flavor", value: "zz1.large" }] });
    expect((await find({ q: "nothing", category: "Beta" })).remedies).not.toContainEqual(expect.objectContaining({ field: "category" }));
  });
});
