import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { publishBuild, seedCatalog, seedKey, type SeededCatalog } from "../fixture.ts";
import { listHistory, readImagePage } from "./data.ts";

let database: TestDatabase;
let catalog: SeededCatalog;
const some = { builds: "some", history: "some" } as const;

beforeAll(async () => {
  database = await startTestDatabase();
  const { db } = database;
  await seedKey(db);
  catalog = await seedCatalog(db);
  await db.capability.create({ data: { bit: 1, key: "kvm", title: "KVM", description: "KVM", glanceProperty: "__support_kvm", glanceValue: "true" } });
  await db.image.update({ where: { id: catalog.debian.id }, data: { capabilities: 2 } });
  await db.flavorFamily.create({ data: { name: "s2", title: "General", hypervisor: "kvm", architecture: "x86_64", demands: 2, liveMigration: true, description: "x" } });
  await db.flavorFamily.create({ data: { name: "p2", title: "GPU", hypervisor: "kvm", architecture: "x86_64", demands: 6, liveMigration: false, description: "x" } });
  const packages = [{ name: "bash", version: "5", architecture: "amd64", source: "bash" }];
  await publishBuild(db, catalog.debian, "20261101-1", { promote: true, packages });
  await publishBuild(db, catalog.debian, "20261120-1", { promote: true, packages: [...packages, { name: "curl", version: "7", architecture: "amd64", source: "curl" }] });
  await publishBuild(db, catalog.arm, "20261110-1", { promote: true, revoke: "lacks its boot loader" });
  const { distributionId } = await db.image.findUniqueOrThrow({ where: { id: catalog.debian.id } });
  const issue = { body: "b", severity: "low", openedOn: new Date("2026-01-01") } as const;
  await db.knownIssue.create({ data: { ...issue, slug: "of-image", title: "of image", scopes: { create: { imageId: catalog.debian.id } } } });
  await db.knownIssue.create({ data: { ...issue, slug: "resolved", title: "resolved", state: "resolved", resolvedOn: new Date("2026-02-01"), scopes: { create: { distributionId } } } });
  await db.knownIssue.create({ data: { ...issue, slug: "of-another", title: "of another", scopes: { create: { imageId: catalog.arm.id } } } });
});
afterAll(() => database?.stop());

describe("the page of an image", () => {
  it("holds the tests and packages of latest, and no other build's", async () => {
    const page = await readImagePage("Standard_Debian_12", some);
    expect(page?.tests.map(({ checkId, verdict }) => [checkId, verdict])).toEqual([["one", "passed"], ["two", "passed"]]);
    expect(page?.packageCount).toBe(2);
  });

  it("says where it runs by the rules of the flavors", async () => {
    const page = await readImagePage("Standard_Debian_12", some);
    expect(page?.families.map(({ name, support }) => [name, support.ok])).toEqual([["p2", false], ["s2", true]]);
  });

  it("lists the issues of the image and of its distribution, open ones first", async () => {
    expect((await readImagePage("Standard_Debian_12", some))?.issues.map(({ slug, concerns }) => [slug, concerns])).toEqual([["of-image", "image"], ["resolved", "distribution"]]);
  });

  it("names what replaces the image first, and what it replaced", async () => {
    const similar = async (name: string) => (await readImagePage(name, some))?.similar.map(({ name: other, relation }) => [other, relation]);
    expect((await similar("Standard_Debian_11"))?.[0]).toEqual(["Standard_Debian_12", "replacement"]);
    expect(await similar("Standard_Debian_12")).toContainEqual(["Standard_Debian_11", "predecessor"]);
    expect(await similar("Standard_Debian_12")).toContainEqual(["Standard_Debian_12_arm64", "family"]);
  });

  it("has nothing of a build where there is none, and is null for no image", async () => {
    expect(await readImagePage("Standard_Debian_11", some)).toMatchObject({ tests: [], packageCount: 0, builds: [], hasMoreBuilds: false });
    expect(await readImagePage("Standard_Nothing", some)).toBeNull();
  });
});

describe("the history of an image", () => {
  it("tells builds, promotions and revocations in one line of time", async () => {
    const told = async (name: string) => (await listHistory(name, 20)).map(({ kind, version, other }) => [kind, version, other]);
    expect(await told("Standard_Debian_12")).toEqual([
      ["promotion", "20261120-1", "20261101-1"],
      ["published", "20261120-1", null],
      ["first", "20261101-1", null],
      ["published", "20261101-1", null],
    ]);
    expect((await told("Standard_Debian_12_arm64"))[0]).toEqual(["revoked", "20261110-1", null]);
    expect(await told("Standard_Debian_11")).toEqual([["retired", null, null]]);
  });

  it("names people, but not the factory itself, and gives no more than is asked for", async () => {
    expect((await listHistory("Standard_Debian_12", 20)).map(({ by }) => by)).toEqual([null, null, null, null]);
    expect(await listHistory("Standard_Debian_12", 2)).toHaveLength(2);
  });
});
