import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publishBuild, seedCatalog, seedKey, type SeededCatalog } from "#lib/catalog/fixture.ts";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { findBuildId, listBuilds, listLogChunks, packagesShown, readLogPieces, readBuildPage, readBuildStatus } from "./data.ts";
import { followBuild } from "./live.ts";
import { buildViewSchema, type LiveEvent } from "./schema.ts";

let database: TestDatabase;
let catalog: SeededCatalog;
const view = buildViewSchema.parse({});
const packages = Array.from({ length: packagesShown + 5 }, (_, index) => ({ name: `pkg-${String(index).padStart(3, "0")}`, version: "1", architecture: "amd64", source: index === 7 ? "openssl" : "pkg" }));

beforeAll(async () => {
  database = await startTestDatabase();
  await seedKey(database.db);
  catalog = await seedCatalog(database.db);
  await publishBuild(database.db, catalog.debian, "20261120-1", { promote: true, packages });
});
afterAll(() => database?.stop());

async function startBuild(version: string): Promise<string> {
  const worker = await database.db.worker.create({ data: { name: "test", hostName: "test", processId: 1, capabilities: {} } });
  const { id } = await database.db.build.create({ data: { imageId: catalog.arm.id, version, trigger: "manual" } });
  await database.db.build.update({ where: { id }, data: { status: "building", workerId: worker.id, startedAt: new Date() } });
  return id;
}

const write = (buildId: string, sequence: number, text: string) => database.db.buildLogChunk.create({ data: { buildId, sequence, text } });
const fail = (id: string) => database.db.build.update({ where: { id }, data: { status: "failed", failedStage: "building", failureReason: "No space left.", finishedAt: new Date() } });

describe("the page of a build", () => {
  it("holds its files with their signatures, its tests and the score", async () => {
    const build = await readBuildPage("Standard_Debian_12", "20261120-1", view);
    expect(build).toMatchObject({ image: "Standard_Debian_12", status: "published", channel: "latest", isRevoked: false, sizeBytes: 4096, tests: { passed: 2, total: 2 }, packageCount: packages.length });
    expect(build?.files).toMatchObject([{ kind: "qcow2", signatureName: "Standard_Debian_12-20261120-1.qcow2.asc" }]);
    expect(build?.testRun?.results.map(({ checkId }) => checkId)).toEqual(["one", "two"]);
  });

  it("holds some packages, all of them, or those that fit by name or source", async () => {
    const shown = async (choice: object) => (await readBuildPage("Standard_Debian_12", "20261120-1", buildViewSchema.parse(choice)))?.packages.map(({ name }) => name);
    expect(await shown({})).toHaveLength(packagesShown);
    expect(await shown({ packages: "all" })).toHaveLength(packages.length);
    expect(await shown({ p: "OpenSSL" })).toEqual(["pkg-007"]);
    expect(await shown({ p: "pkg-00%" })).toEqual([]);
  });

  it("is null for what does not exist", async () => {
    expect(await readBuildPage("Standard_Debian_12", "20200101-1", view)).toBeNull();
    expect(await findBuildId("Standard_Debian_12_arm64", "20261120-1")).toBeNull();
  });

  it("carries the end of a long log from the beginning of a line, which it numbers; all of it comes in pieces", async () => {
    const id = await startBuild("20261101-1");
    const line = (chunk: number, index: number) => `chunk ${chunk} line ${index} ${"x".repeat(80)}\n`;
    for (let chunk = 1; chunk <= 20; chunk += 1) await write(id, chunk, Array.from({ length: 50 }, (_, index) => line(chunk, index)).join(""));
    const end = await readBuildPage("Standard_Debian_12_arm64", "20261101-1", view);
    expect(end?.log).toMatchObject({ isCut: true, afterSequence: 20 });
    expect(end?.log.text).toMatch(/^chunk \d+ line \d+ x+\n/);
    expect(end?.log.text.endsWith(line(20, 49))).toBe(true);
    const whole = (await Array.fromAsync(readLogPieces(id, 99))).join("");
    expect(whole.startsWith(line(1, 0))).toBe(true);
    expect(whole.split("\n").slice((end?.log.firstLine ?? 0) - 1).join("\n")).toBe(end?.log.text);
    expect((await Array.fromAsync(readLogPieces(id, 2))).join("")).toBe(Array.from({ length: 100 }, (_, index) => line(1 + Math.floor(index / 50), index % 50)).join(""));
    expect(await listLogChunks(id, 18)).toHaveLength(2);
  });
});

it("lists the builds of one image, newest first", async () => {
  expect(await listBuilds("Standard_Debian_12")).toMatchObject([{ version: "20261120-1", status: "published", channel: "latest", sizeBytes: 4096, tests: { passed: 2, total: 2 } }]);
});

describe("the live log", () => {
  it("goes on after the piece that was seen, tells of the status, and ends with the build", { timeout: 20_000 }, async () => {
    const id = await startBuild("20261102-1");
    await write(id, 1, "seen\n");
    await write(id, 2, "two\n");
    const seen: LiveEvent[] = [];
    for await (const event of followBuild(id, 1, new AbortController().signal)) {
      if (!event) continue;
      seen.push(event);
      // The rest happens only after the reader has everything so far: it must come by notification.
      if (event.event === "status") {
        await write(id, 3, "three\n");
        await fail(id);
      }
    }
    expect(seen).toEqual([
      { event: "log", id: 2, data: { text: "two\n" } },
      { event: "status", data: { status: "building" } },
      { event: "log", id: 3, data: { text: "three\n" } },
      { event: "end", data: { status: "failed" } },
    ]);
    expect(await readBuildStatus(id)).toBe("failed");
  });

  it("goes on when its connection to the database is cut", { timeout: 20_000 }, async () => {
    const id = await startBuild("20261103-1");
    const texts: string[] = [];
    const startedAt = Date.now();
    for await (const event of followBuild(id, 0, new AbortController().signal)) {
      if (event?.event === "log") texts.push(event.data.text);
      if (event?.event !== "status") continue;
      await database.db.$executeRaw`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'imagefactory listen' and datname = current_database()`;
      await write(id, 1, "written while nobody listened\n");
      await fail(id);
    }
    expect(texts).toEqual(["written while nobody listened\n"]);
    // Sooner than the slow look that comes without notifications.
    expect(Date.now() - startedAt).toBeLessThan(8_000);
  });

  it("ends at once when its reader leaves", { timeout: 20_000 }, async () => {
    const id = await startBuild("20261104-1");
    const reader = new AbortController();
    const startedAt = Date.now();
    for await (const event of followBuild(id, 0, reader.signal)) {
      if (event?.event === "status") setTimeout(() => reader.abort(), 50);
    }
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    const [row] = await database.db.$queryRaw<{ count: bigint }[]>`select count(*) from pg_stat_activity where application_name = 'imagefactory listen' and datname = current_database()`;
    expect(Number(row?.count)).toBeLessThanOrEqual(1);
  });
});
