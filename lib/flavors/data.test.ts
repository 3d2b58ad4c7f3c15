import { afterAll, beforeAll, expect, test } from "vitest";
import { publishBuild, seedKey } from "#lib/catalog/fixture.ts";
import { loadDefaultCatalog } from "#lib/default-catalog/mutations.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { listFamilyIssues, readFlavorTable } from "./data.ts";
import { familyOfFlavor } from "./names.ts";
import { supports } from "./rules.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  await loadDefaultCatalog();
});
afterAll(() => database.stop());

test("the table reads everything that the rules need, and h1.large fits exactly the images with Xen and SR-IOV", async () => {
  const table = await readFlavorTable();
  expect(table.families.map(({ name }) => name).slice(0, 5)).toEqual(["c1", "c2", "s1", "m1", "s2"]);
  expect(table.families.find(({ name }) => name === "e1")!.sizes.map(({ vcpus }) => vcpus)).toEqual([4, 8, 16, 32]);
  expect(table.images[0]!.isRetired).toBe(false);
  expect(table.images.at(-1)!.isRetired).toBe(true);
  const family = familyOfFlavor("h1.large", table.families)!;
  const fitting = table.images.filter((image) => supports(image, family, table).ok).map(({ name }) => name);
  const bits = table.capabilities.filter(({ key }) => key === "xen" || key === "high-performance").map(({ bit }) => 1 << bit);
  expect(bits).toHaveLength(2);
  expect(fitting).toEqual(table.images.filter(({ capabilities }) => bits.every((bit) => capabilities & bit)).map(({ name }) => name));
  expect(fitting).toContain("Standard_CentOS_7");
  expect(fitting).not.toContain("Standard_Debian_12");
});

test("evidence is the newest finished boot of a build that stands; a revoked build gives none", async () => {
  const { db } = database;
  await seedKey(db);
  const image = await db.image.findUniqueOrThrow({ where: { name: "Standard_Debian_12" }, select: { id: true, name: true } });
  const flavor = await db.flavor.findUniqueOrThrow({ where: { name: "s2.medium.4" } });
  const boot = (buildId: string, attempt: number, verdict: "passed" | "warning", day: string) =>
    db.testRun.create({ data: { buildId, attempt, flavorId: flavor.id, accelerator: "kvm", verdict, finishedAt: new Date(day) } });
  const standing = await publishBuild(db, image, "20261101-1");
  await boot(standing, 2, "warning", "2026-11-02");
  await boot(standing, 3, "passed", "2026-11-03");
  const revoked = await publishBuild(db, image, "20261104-1", { revoke: "wrong" });
  await boot(revoked, 2, "passed", "2026-11-05");
  const { evidence } = await readFlavorTable();
  expect(evidence).toEqual([{ image: image.name, family: "s2", flavor: "s2.medium.4", version: "20261101-1", verdict: "passed", finishedAt: new Date("2026-11-03") }]);
});

test("the issues of a family are those that name it, with the distributions that they are about", async () => {
  const issues = await listFamilyIssues("h2");
  expect(issues.map(({ slug }) => slug).sort()).toEqual(["infiniband-address-on-sles", "infiniband-first-boot"]);
  expect(issues.find(({ slug }) => slug === "infiniband-address-on-sles")).toMatchObject({ severity: "medium", workaround: "Give ib0 a fixed address.", images: [] });
  expect(issues.flatMap(({ distributions }) => distributions)).toHaveLength(3);
  expect(await listFamilyIssues("c1")).toEqual([]);
});
