import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publishBuild, seedCatalog, seedKey } from "#lib/catalog/fixture.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { identifySchema } from "./schema.ts";

let database: TestDatabase;
let identifyFile: typeof import("./data.ts").identifyFile;

beforeAll(async () => {
  database = await startTestDatabase();
  ({ identifyFile } = await import("./data.ts"));
  await seedKey(database.db);
  const { debian, arm } = await seedCatalog(database.db);
  await publishBuild(database.db, debian, "20261121-1", { revoke: "It held a test key" });
  await publishBuild(database.db, debian, "20261122-1", { promote: true });
  await publishBuild(database.db, arm, "20261122-1", { promote: true });
});
afterAll(() => database.stop());

const name = "Standard_Debian_12-20261122-1.qcow2";

describe("identifyFile", () => {
  it("finds a file by its name and tells channel and addresses", async () => {
    const [file, ...others] = await identifyFile({ name });
    expect(others).toEqual([]);
    expect(file).toMatchObject({ image: "Standard_Debian_12", version: "20261122-1", fileName: name, sizeBytes: 4096, channel: "latest", revocation: null });
    const base = `/download/Standard_Debian_12/20261122-1/${name}`;
    expect(file?.addresses).toEqual({ page: "/images/Standard_Debian_12/20261122-1", file: base, signature: `${base}.asc`, metalink: null, metalinkSignature: null });
  });

  it("finds a renamed file by its hash, before those of the same size", async () => {
    const [{ sha256 } = { sha256: "" }] = await identifyFile({ name });
    const files = await identifyFile({ name: "image.qcow2", size: 4096, sha256 });
    expect(files.map(({ fileName }) => fileName)[0]).toBe(name);
    expect(files).toHaveLength(3);
  });

  it("keeps a name whose size differs: such a file may be cut", async () => {
    expect((await identifyFile({ name, size: 17 })).map(({ fileName }) => fileName)).toEqual([name]);
  });

  it("tells of a revocation, with addresses that still answer", async () => {
    const [file] = await identifyFile({ name: "Standard_Debian_12-20261121-1.qcow2" });
    expect(file?.revocation).toEqual({ reason: "defect", severity: "high", explanation: "It held a test key", replacementVersion: null });
    expect(file?.addresses.signature).toMatch(/\.qcow2\.asc\?revoked=1$/);
  });

  it("finds nothing for what was never published", async () => {
    expect(await identifyFile({ name: "nothing", size: 3, sha256: "0".repeat(64) })).toEqual([]);
  });
});

it.each([[{}], [{ size: "-1" }], [{ size: "many" }], [{ sha256: "abc" }], [{ name: "" }]])("refuses the question %j", (question) => {
  expect(identifySchema.safeParse(question).success).toBe(false);
});
