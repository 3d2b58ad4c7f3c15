import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { countImages, listCatalog, listMostUsed, listPromotions, readImage } from "./data.ts";
import { publishBuild, seedCatalog, seedKey, type SeededCatalog } from "./fixture.ts";

let database: TestDatabase;
let catalog: SeededCatalog;

beforeAll(async () => {
  database = await startTestDatabase();
  await seedKey(database.db);
  catalog = await seedCatalog(database.db);
  await publishBuild(database.db, catalog.debian, "20261101-1", { promote: true });
  await publishBuild(database.db, catalog.debian, "20261120-1", { promote: true });
  await publishBuild(database.db, catalog.arm, "20261110-1", { promote: true, revoke: "lacks its boot loader" });
});
afterAll(() => database?.stop());

const names = (rows: { name: string }[]) => rows.map(({ name }) => name);

describe("the catalog", () => {
  it("lists every image with its latest build and its file, retired ones last", async () => {
    const rows = await listCatalog();
    expect(names(rows)).toEqual(["Standard_Debian_12", "Standard_Debian_12_arm64", "Standard_Debian_11"]);
    expect(rows[0]).toMatchObject({ condition: "current", latest: { version: "20261120-1", fileName: "Standard_Debian_12-20261120-1.qcow2", sizeBytes: 4096 } });
  });

  it("finds images that contain every word, in any order and case, also by the other name of an architecture", async () => {
    expect(names(await listCatalog("12 DEBIAN"))).toEqual(["Standard_Debian_12", "Standard_Debian_12_arm64", "Standard_Debian_11"]);
    expect(names(await listCatalog("amd64 bookworm"))).toEqual(["Standard_Debian_12", "Standard_Debian_11"]);
    expect(names(await listCatalog("uefi"))).toEqual(["Standard_Debian_12_arm64"]);
    expect(await listCatalog("debian windows")).toEqual([]);
  });

  it("takes the signs of SQL patterns as themselves", async () => {
    expect(await listCatalog("%")).toEqual([]);
    expect(names(await listCatalog("_12_"))).toEqual(["Standard_Debian_12_arm64"]);
    expect(await listCatalog("' or true --")).toEqual([]);
  });

  it("counts and shows only active images as most used, by downloads", async () => {
    expect(await countImages()).toBe(2);
    const file = await database.db.artifact.findFirstOrThrow({ where: { fileName: "Standard_Debian_12_arm64-20261110-1.qcow2" }, select: { id: true } });
    await database.db.downloadCount.create({ data: { artifactId: file.id, day: new Date(new Date().toISOString().slice(0, 10)), count: 3 } });
    expect(names(await listMostUsed())).toEqual(["Standard_Debian_12_arm64", "Standard_Debian_12"]);
    expect(names(await listMostUsed(1))).toEqual(["Standard_Debian_12_arm64"]);
  });
});

describe("an image", () => {
  it("has both channels with the files of their builds and the score of their tests", async () => {
    const image = await readImage("Standard_Debian_12");
    expect(image?.channels.latest).toMatchObject({
      version: "20261120-1",
      tests: { passed: 2, total: 2 },
      files: { qcow2: { fileName: "Standard_Debian_12-20261120-1.qcow2", sizeBytes: 4096, signatureName: "Standard_Debian_12-20261120-1.qcow2.asc" }, checksums: null, metalink: null },
    });
    expect(image?.channels.prev?.version).toBe("20261101-1");
    expect(image?.withdrawal).toBeNull();
  });

  it("says that its latest was revoked, and shows nothing in its place", async () => {
    const image = await readImage("Standard_Debian_12_arm64");
    expect(image).toMatchObject({ condition: "withdrawn", channels: { latest: null, prev: null }, withdrawal: { version: "20261110-1", explanation: "lacks its boot loader" } });
  });

  it("names what replaces it when it is retired", async () => {
    expect(await readImage("Standard_Debian_11")).toMatchObject({ condition: "retired", replacement: "Standard_Debian_12" });
  });

  it("is null when there is none of that name", async () => {
    expect(await readImage("Standard_Nothing")).toBeNull();
  });
});

it("lists promotions newest first, of one image or of all", async () => {
  expect((await listPromotions()).map(({ version }) => version)).toEqual(["20261110-1", "20261120-1", "20261101-1"]);
  expect(await listPromotions({ imageName: "Standard_Debian_12", limit: 1 })).toMatchObject([{ version: "20261120-1", displacedVersion: "20261101-1", kind: "promotion" }]);
});
