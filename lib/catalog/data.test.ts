import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { readImage } from "./data.ts";
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
