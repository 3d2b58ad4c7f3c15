import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { loadDefaultCatalog, type Loaded } from "./mutations.ts";
import { readDefaultCatalog } from "./read.ts";
import { imageNameSchema, type DefaultCatalog } from "./schema.ts";

let database: TestDatabase;
let catalog: DefaultCatalog;
let first: Loaded[];
beforeAll(async () => {
  [database, catalog] = await Promise.all([startTestDatabase(), readDefaultCatalog()]);
  // Two at once on an empty database, each on a connection of its own as two processes would be.
  first = await Promise.all([loadDefaultCatalog(), loadDefaultCatalog()]);
});
afterAll(() => database.stop());
beforeEach(() => loadDefaultCatalog());

const name = "Standard_Debian_12";

/** Everything that the loader may write, with the hidden version of each row, which any write changes. */
async function everything(): Promise<Record<string, unknown>> {
  const tables = ["capabilities", "coexistence_rules", "flavor_families", "flavors", "distributions", "images", "known_issues", "known_issue_scopes", "signing_keys"];
  const rows = await Promise.all(tables.map((table) => database.db.$queryRawUnsafe(`select xmin::text as version, t.* from ${table} t order by t::text`)));
  return Object.fromEntries(tables.map((table, at) => [table, rows[at]]));
}

test("two loads at once: one writes, the other finds all as it should be", () => {
  const [idle, writer] = first.toSorted((one, other) => one.created - other.created);
  expect(idle).toEqual({ created: 0, updated: 0, unchanged: writer!.created, kept: 0 });
  expect(writer).toMatchObject({ updated: 0, unchanged: 0, kept: 0 });
});

test("a second load writes no row at all", async () => {
  const before = await everything();
  expect(await loadDefaultCatalog()).toMatchObject({ created: 0, updated: 0, kept: 0 });
  expect(await everything()).toEqual(before);
});

test("every entry of the files is there", async () => {
  const { db } = database;
  expect(await db.image.count({ where: { state: "active" } })).toBe(20);
  expect(await db.image.count({ where: { state: "retired" } })).toBe(55);
  expect(await db.image.findMany({ where: { recipeName: { not: null } }, select: { name: true } })).toEqual([{ name }]);
  expect(await db.image.findUniqueOrThrow({ where: { name: "Standard_CentOS_6" }, include: { replacement: true } })).toMatchObject({ replacement: { name: "Standard_Rocky_9", state: "active" } });
  expect(await db.image.findUniqueOrThrow({ where: { name: "Enterprise_SLES11_SP4_SAP" }, include: { replacement: true } })).toMatchObject({ minDiskGib: 20, replacement: { name: "Enterprise_SLES11_SP4_extended" } });
  expect(await db.signingKey.findMany({ orderBy: { validFrom: "asc" }, select: { fingerprint: true, state: true, armoredPublicKey: true } })).toEqual([
    { fingerprint: "224CDD82F3E38F60D690D8910CDB8F9F03067050", state: "historic", armoredPublicKey: null },
    { fingerprint: "85C8D1369BA0A10247E5F8A3B52DCBA9C4C85D49", state: "historic", armoredPublicKey: null },
  ]);
  const issue = await db.knownIssue.findUniqueOrThrow({ where: { slug: "infiniband-address-on-sles" }, include: { scopes: { include: { distribution: true, flavorFamily: true } } } });
  expect(issue.scopes.map(({ distribution, flavorFamily }) => distribution?.slug ?? flavorFamily?.name).sort()).toEqual(["h2", "hl1", "sles-12-sp1", "sles-12-sp2", "sles-12-sp3"]);
});

test("an image that an admin has edited survives a load; another is brought back", async () => {
  const { image } = database.db;
  await image.update({ where: { name }, data: { summary: "by hand", editedAt: new Date() } });
  expect(await loadDefaultCatalog()).toMatchObject({ updated: 0, kept: 1 });
  expect(await image.findUniqueOrThrow({ where: { name } })).toMatchObject({ summary: "by hand" });
  await image.update({ where: { name }, data: { editedAt: null } });
  expect(await loadDefaultCatalog()).toMatchObject({ updated: 1, kept: 0 });
  expect(await image.findUniqueOrThrow({ where: { name } })).toMatchObject({ summary: "Lean Debian 12 server" });
});

test("so does whatever else an admin has edited, with what it concerns", async () => {
  const { distribution, flavorFamily, flavor, knownIssue, knownIssueScope, capability } = database.db;
  const editedAt = new Date();
  await distribution.update({ where: { slug: "debian-12" }, data: { endOfLifeOn: new Date("2030-01-01"), editedAt } });
  await flavorFamily.update({ where: { name: "h1" }, data: { title: "by hand", editedAt } });
  await flavor.update({ where: { name: "h2.3xlarge.10" }, data: { vcpus: 99, editedAt } });
  await capability.update({ where: { bit: 0 }, data: { title: "by hand", editedAt } });
  const { id } = await knownIssue.update({ where: { slug: "vendor-ubuntu" }, data: { title: "by hand", editedAt } });
  await knownIssueScope.deleteMany({ where: { issueId: id } });
  const before = await everything();
  expect(await loadDefaultCatalog()).toMatchObject({ created: 0, updated: 0, kept: 5 });
  expect(await everything()).toEqual(before);
  const unedited = { data: { editedAt: null } };
  await Promise.all([distribution.updateMany(unedited), flavorFamily.updateMany(unedited), flavor.updateMany(unedited), capability.updateMany(unedited), knownIssue.updateMany(unedited)]);
  expect(await loadDefaultCatalog()).toMatchObject({ updated: 5, kept: 0 });
});

test("what leaves the files stays in the database", async () => {
  const before = await everything();
  const smaller = { ...catalog, issues: [], keys: [], families: catalog.families.slice(0, 1), images: catalog.images.slice(0, 1) };
  expect(await loadDefaultCatalog(smaller)).toMatchObject({ created: 0, updated: 0, kept: 0 });
  expect(await everything()).toEqual(before);
});

test("a capability that changes its key or bit is refused, and nothing of that load stays", async () => {
  const before = await everything();
  const renamed = catalog.capabilities.map((one) => (one.bit === 2 ? { ...one, key: "huge-memory" } : one));
  const coexistence = catalog.coexistence.map((one) => ({ ...one, excludes: one.excludes.filter((key) => key !== "large-memory") }));
  await expect(loadDefaultCatalog({ ...catalog, coexistence, capabilities: renamed })).rejects.toThrow(/never renumbered/);
  expect(await everything()).toEqual(before);
});

test.each(["Standard_Debian_12_latest", "Standard_Debian_12_prev", "Standard_Debian_12_20261123-1", "Debian_12", "standard_Debian_12", "Standard_", "Standard_Debian 12", `Standard_${"x".repeat(97)}`])(
  "the files may not name an image %s, no more than the database allows it",
  async (bad) => {
    expect(imageNameSchema.safeParse(bad).success).toBe(false);
    const broken = { ...catalog, images: [...catalog.images, { ...catalog.images[0]!, name: bad }] };
    await expect(loadDefaultCatalog(broken)).rejects.toThrow();
    expect(await database.db.image.count({ where: { name: bad } })).toBe(0);
  },
);
