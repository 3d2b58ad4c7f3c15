import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestDatabase, type TestDatabase } from "#lib/postgres/testing.ts";
import { createDownloadCatalog } from "./data.ts";
import { addDownloadCounts } from "./mutations.ts";
import type { DownloadCatalog } from "./schema.ts";

const image = "Standard_Debian_12";
const sha256 = "a".repeat(64);
let database: TestDatabase;
let catalog: DownloadCatalog;
let qcow2: string;

beforeAll(async () => {
  database = await startTestDatabase();
  catalog = createDownloadCatalog(database.db);
  await database.db.$transaction(async (tx) => {
    // These rows are states that a build reaches through many guarded steps; the guards have their own tests.
    await tx.$executeRaw`set local session_replication_role = replica`;
    const distributionId = randomUUID();
    const addImage = (name: string) =>
      tx.image.create({ data: { name, category: "Standard", distributionId, summary: `About ${name}`, description: "", loginUser: "linux", architecture: "x86_64", firmware: "uefi", minDiskGib: 4, minRamMib: 512, capabilities: 0 } });
    const { id: imageId } = await addImage(image);
    await addImage("Standard_Unbuilt_1");
    const addBuild = async (version: string, state: "published" | "publishing" | "expired") => {
      const at = new Date(`${version.slice(0, 4)}-${version.slice(4, 6)}-${version.slice(6, 8)}T06:00:00Z`);
      const isPublished = state !== "publishing";
      const { id } = await tx.build.create({
        data: {
          imageId, version, trigger: "manual", workerId: randomUUID(), testsPassed: true, status: isPublished ? "published" : "publishing",
          ...(isPublished ? { publishedAt: at, finishedAt: at } : {}), ...(state === "expired" ? { expiredAt: at } : {}),
        },
      });
      for (const suffix of [".qcow2", ".qcow2.asc", ".qcow2.meta4"]) {
        const fileName = `${image}-${version}${suffix}`;
        const artifact = await tx.artifact.create({
          data: { buildId: id, kind: suffix === ".qcow2.asc" ? "signature" : suffix === ".qcow2" ? "qcow2" : "metalink", fileName, storageKey: `builds/${id}/${fileName}`, mediaType: "application/octet-stream", sizeBytes: 5_000_000_000n, sha256, sha512: "b".repeat(128), ...(suffix === ".qcow2.asc" ? { signatureOfId: randomUUID(), signingKeyFingerprint: "A".repeat(40), gpgVerifiedAt: at } : {}) },
        });
        if (fileName === `${image}-20261123-1.qcow2`) qcow2 = artifact.id;
      }
      return id;
    };
    const latest = await addBuild("20261123-1", "published");
    const prev = await addBuild("20261122-1", "published");
    const revoked = await addBuild("20261101-1", "published");
    await addBuild("20261124-1", "publishing");
    await addBuild("20240101-1", "expired");
    await tx.revocation.create({ data: { buildId: revoked, reason: "vulnerability", explanation: "Broken TLS", severity: "high", replacementBuildId: latest, actorKind: "system", actorName: "test" } });
    for (const [name, buildId] of [["latest", latest], ["prev", prev]] as const) await tx.channel.create({ data: { imageId, name, buildId, promotionId: randomUUID() } });
  });
});
afterAll(() => database.stop());

describe("findFile", () => {
  test("gives all that the headers need", async () => {
    expect(await catalog.findFile(image, "20261123-1", `${image}-20261123-1.qcow2`)).toEqual({
      artifactId: qcow2, image, version: "20261123-1", fileName: `${image}-20261123-1.qcow2`, storageKey: expect.stringMatching(/^builds\//), sizeBytes: 5_000_000_000,
      sha256, mediaType: "application/octet-stream", publishedAt: new Date("2026-11-23T06:00:00Z"), signatureFileName: `${image}-20261123-1.qcow2.asc`,
      metalinkFileName: `${image}-20261123-1.qcow2.meta4`, revocation: null,
    });
  });

  test("knows of a revocation and its replacement", async () => {
    const file = await catalog.findFile(image, "20261101-1", `${image}-20261101-1.qcow2.asc`);
    expect(file).toMatchObject({ signatureFileName: null, metalinkFileName: null, revocation: { reason: "vulnerability", explanation: "Broken TLS", replacementVersion: "20261123-1" } });
  });

  test.each(["20261124-1", "20240101-1", "20200101-1"])("hides version %s, which is not published, expired, or none", async (version) => {
    expect(await catalog.findFile(image, version, `${image}-${version}.qcow2`)).toBeNull();
    expect(await catalog.listVersion(image, version)).toBeNull();
  });

  test("takes names literally", async () => {
    expect(await catalog.findFile(image, "20261123-1", "%")).toBeNull();
    expect(await catalog.findFile("' or true --", "20261123-1", `${image}-20261123-1.qcow2`)).toBeNull();
  });
});

test("channels lead to their versions", async () => {
  expect(await Promise.all([catalog.resolveChannel(image, "latest"), catalog.resolveChannel(image, "prev"), catalog.resolveChannel("Nothing", "latest")])).toEqual(["20261123-1", "20261122-1", null]);
});

test("folders list what is published and nothing else", async () => {
  const names = (listing: { entries: { name: string; note: string | null }[] } | null) => listing?.entries.map(({ name, note }) => (note ? `${name} ${note}` : name));
  expect(names(await catalog.listRoot())).toEqual([`${image}/ About ${image}`]);
  expect(names(await catalog.listImage(image))).toEqual(["latest/ leads to 20261123-1", "prev/ leads to 20261122-1", "20261123-1/ latest", "20261122-1/ prev", "20261101-1/ revoked"]);
  expect(names(await catalog.listVersion(image, "20261123-1"))).toEqual([".qcow2", ".qcow2.asc", ".qcow2.meta4"].map((suffix) => `${image}-20261123-1${suffix}`));
  expect((await catalog.listVersion(image, "20261101-1"))?.revocation?.replacementVersion).toBe("20261123-1");
  expect((await catalog.listImage("Standard_Unbuilt_1"))?.entries).toEqual([]);
  expect(await catalog.listImage("Nothing")).toBeNull();
});

test("counts add up per artifact and day, also when several processes write at once; unknown artifacts are left out", async () => {
  const tallies = [
    { artifactId: qcow2, day: "2026-11-23", count: 2 },
    { artifactId: qcow2, day: "2026-11-24", count: 1 },
    { artifactId: randomUUID(), day: "2026-11-23", count: 9 },
  ];
  await Promise.all(Array.from({ length: 10 }, (_, index) => addDownloadCounts(database.db, index % 2 ? tallies : tallies.toReversed())));
  const rows = await database.db.downloadCount.findMany({ orderBy: { day: "asc" }, select: { artifactId: true, day: true, count: true } });
  expect(rows).toEqual([
    { artifactId: qcow2, day: new Date("2026-11-23"), count: 20n },
    { artifactId: qcow2, day: new Date("2026-11-24"), count: 10n },
  ]);
});
