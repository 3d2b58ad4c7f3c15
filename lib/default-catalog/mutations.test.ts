import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { loadDefaultCatalog } from "./mutations.ts";
import { readDefaultCatalog } from "./read.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  await loadDefaultCatalog();
});
afterAll(() => database.stop());
beforeEach(() => loadDefaultCatalog());

test("a second load writes nothing, not even the time of a change", async () => {
  const before = await database.db.image.findMany();
  expect(await loadDefaultCatalog()).toMatchObject({ created: 0, updated: 0, kept: 0 });
  expect(await database.db.image.findMany()).toEqual(before);
});

test("two loads at once do not collide", async () => {
  const other = await startTestDatabase();
  const loads = await Promise.all([loadDefaultCatalog(), loadDefaultCatalog()]);
  expect(loads.map(({ updated }) => updated)).toEqual([0, 0]);
  await other.stop();
});

test("an image that an admin has edited survives a load; another is brought back", async () => {
  const name = "Standard_Debian_12";
  await database.db.image.update({ where: { name }, data: { summary: "by hand", editedAt: new Date() } });
  expect(await loadDefaultCatalog()).toMatchObject({ kept: 1 });
  expect(await database.db.image.findUniqueOrThrow({ where: { name } })).toMatchObject({ summary: "by hand" });
  await database.db.image.update({ where: { name }, data: { editedAt: null } });
  expect(await loadDefaultCatalog()).toMatchObject({ updated: 1 });
});

test("a wrong value is named with file, place and value, and nothing is written", async () => {
  const folder = mkdtempSync(join(tmpdir(), "imagefactory-catalog-"));
  await cp(join(import.meta.dirname, "../../prisma/catalog"), folder, { recursive: true });
  writeFileSync(join(folder, "flavors.yaml"), "families:\n  - { name: x1, title: X, hypervisor: vmware, demands: [] }\n");
  await expect(readDefaultCatalog(folder)).rejects.toThrow(/flavors\.yaml does not fit:\n {2}families\.0\.hypervisor: "vmware"/);
  rmSync(folder, { recursive: true });
  const catalog = await readDefaultCatalog();
  const broken = { ...catalog, families: [{ ...catalog.families[0]!, name: "z9", demands: ["no-such"] }] };
  await expect(loadDefaultCatalog(broken)).rejects.toThrow('flavors.yaml: z9.demands: "no-such" is no capability');
  expect(await database.db.flavorFamily.count({ where: { name: "z9" } })).toBe(0);
});
