import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publishBuild, seedCatalog, seedKey, type SeededCatalog } from "#lib/catalog/fixture.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { GET } from "../../app/api/v1/images/[name]/compare/[pair]/route.ts";
import { compareBuilds, listChoices } from "./data.ts";
import { comparisonSchema } from "./schema.ts";

let database: TestDatabase;
let catalog: SeededCatalog;
const of = (name: string, version: string) => ({ name, version, architecture: "amd64", source: name });

beforeAll(async () => {
  database = await startTestDatabase();
  await seedKey(database.db);
  catalog = await seedCatalog(database.db);
  await publishBuild(database.db, catalog.debian, "20261101-1", { promote: true, packages: [of("curl", "7.88.1-9"), of("gone", "1")] });
  await publishBuild(database.db, catalog.debian, "20261120-1", { promote: true, packages: [of("curl", "7.88.1-10"), of("new", "1")] });
});
afterAll(() => database?.stop());

const ask = (name: string, pair: string) => GET(new Request("http://localhost"), { params: Promise.resolve({ name, pair }) });

describe("two builds of an image", () => {
  it("are compared by packages in the order of their distribution, size and tests", async () => {
    const found = await compareBuilds("Standard_Debian_12", { before: "20261101-1", after: "20261120-1" });
    expect(found).toMatchObject({
      isIdentical: false,
      before: { version: "20261101-1", channel: "prev", sizeBytes: 4096, packageCount: 2, tests: { passed: 2, total: 2 } },
      after: { version: "20261120-1", channel: "latest" },
      packages: { added: [{ name: "new" }], removed: [{ name: "gone" }], upgraded: [{ name: "curl", before: "7.88.1-9", after: "7.88.1-10" }], downgraded: [], unchangedCount: 0 },
      tests: [],
    });
  });

  it("hold the same when they are one", async () => {
    expect(await compareBuilds("Standard_Debian_12", { before: "20261120-1", after: "20261120-1" })).toMatchObject({ isIdentical: true, hasSameBytes: true });
  });

  it("are null when one of them is not of this image", async () => {
    expect(await compareBuilds("Standard_Debian_12", { before: "20200101-1", after: "20261120-1" })).toBeNull();
    expect(await compareBuilds("Standard_Debian_12_arm64", { before: "20261101-1", after: "20261120-1" })).toBeNull();
  });

  it("can be chosen among those whose packages are known", async () => {
    expect(await listChoices("Standard_Debian_12")).toEqual([
      { version: "20261120-1", channel: "latest", isRevoked: false },
      { version: "20261101-1", channel: "prev", isRevoked: false },
    ]);
    expect(await listChoices("Standard_Debian_11")).toEqual([]);
    expect(await listChoices("Standard_Nothing")).toBeNull();
  });
});

describe("the comparison as JSON", () => {
  it("has the documented shape", async () => {
    const answer = await ask("Standard_Debian_12", "20261101-1...20261120-1");
    expect(answer.status).toBe(200);
    expect(comparisonSchema.strict().parse(await answer.json()).packages.upgraded).toHaveLength(1);
  });

  it("is 404 for unknown builds and 400 for what names no two", async () => {
    const unknown = await ask("Standard_Debian_12", "20200101-1...20261120-1");
    expect([unknown.status, ((await unknown.json()) as { code: string }).code]).toEqual([404, "not-found"]);
    expect((await ask("Standard_Debian_12", "latest")).status).toBe(400);
  });
});
